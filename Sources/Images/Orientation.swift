/// The EXIF orientation of a picture: how its stored rows and columns map to the upright picture (Exif 2.3, tag 0x0112).
package enum Orientation: Int, Sendable, CaseIterable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case flipped = 4
    case transposed = 5
    case rotatedLeft = 6
    case transversed = 7
    case rotatedRight = 8

    /// Reads the tag from EXIF data (a TIFF header and its first directory); upright if it is missing or invalid.
    init(exif: ArraySlice<UInt8>) {
        self = Self.tag(in: exif).flatMap(Orientation.init(rawValue:)) ?? .upright
    }

    private static func tag(in exif: ArraySlice<UInt8>) -> Int? {
        let start = exif.startIndex
        guard exif.count >= 8 else { return nil }
        let isLittle = exif[start] == 0x49
        guard exif[start] == exif[start + 1], isLittle || exif[start] == 0x4D else { return nil }
        func number(_ offset: Int, _ size: Int) -> Int? {
            guard offset >= 0, offset + size <= exif.count else { return nil }
            return (0..<size).reduce(0) { sum, index in
                sum << 8 | Int(exif[start + offset + (isLittle ? size - 1 - index : index)])
            }
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let position = directory + 2 + 12 * entry
            guard let tag = number(position, 2) else { return nil }
            if tag == 0x0112 { return number(position + 2, 2) == 3 ? number(position + 8, 2) : nil }
        }
        return nil
    }

    /// Whether width and height are swapped.
    package var swapsAxes: Bool { rawValue >= 5 }

    /// Returns the upright picture.
    func applied(to raster: Raster) -> Raster {
        if self == .upright { return raster }
        let (width, height) = (raster.width, raster.height)
        let (newWidth, newHeight) = swapsAxes ? (height, width) : (width, height)
        var pixels = [UInt8](repeating: 0, count: raster.pixels.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (sourceX, sourceY) =
                    switch self {
                    case .upright: (x, y)
                    case .mirrored: (width - 1 - x, y)
                    case .upsideDown: (width - 1 - x, height - 1 - y)
                    case .flipped: (x, height - 1 - y)
                    case .transposed: (y, x)
                    case .rotatedLeft: (y, height - 1 - x)
                    case .transversed: (width - 1 - y, height - 1 - x)
                    case .rotatedRight: (width - 1 - y, x)
                    }
                let source = (sourceY * width + sourceX) * 3
                let target = (y * newWidth + x) * 3
                pixels[target] = raster.pixels[source]
                pixels[target + 1] = raster.pixels[source + 1]
                pixels[target + 2] = raster.pixels[source + 2]
            }
        }
        return Raster(width: newWidth, height: newHeight, pixels: pixels)
    }
}
