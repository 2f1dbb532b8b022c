import ImageCollections
package import Images
package import Units

/// A mask as stored in its file: one number, or one colour, per pixel.
///
/// | File | Contents |
/// | --- | --- |
/// | PNG with a colour palette | the palette indices, as in Pascal VOC's masks |
/// | PNG with a grey palette | the grey levels; some tools write such files to save space |
/// | grey PNG | the levels, up to 65,535; levels of fewer than 8 bits are scaled to 255, as in PIL |
/// | other pictures that are all grey | the levels, up to 255 |
/// | other pictures | colours |
///
/// Transparent pixels are black: some tools draw objects in the alpha channel alone.
///
/// Lossy compression adds values that were not drawn, so a JPEG or a lossy WebP may have two colours at most, as the mask
/// of one object has.
package struct MaskPicture: Sendable {
    /// If the mask holds numbers, red and green are the lower and the upper byte.
    private let raster: Raster
    private let holdsNumbers: Bool
    /// Three bytes per colour, if the numbers are indices of a palette.
    private let palette: [UInt8]?
    /// Whether the mask holds numbers of eight bits, the largest of which is 255.
    private let hasByteNumbers: Bool

    /// The number of pixels to ignore, such as the borders of objects in Pascal VOC's masks.
    private static let ignoredNumber = 255

    /// - Throws: ``AnnotationError``: `undecodable`, `lossyMask`.
    package init(path: String) throws(AnnotationError) {
        let isLossy: Bool
        do {
            let bytes = try ImageFile.read(path)
            if let numbers = try PNGNumbers(bytes, name: path) {
                self.init(numbers)
            } else {
                self.init(
                    colors: try ImageFile.decode(bytes: bytes, name: path, options: DecodingOptions(alpha: .black)))
            }
            isLossy = ImageFile.isLossy(bytes)
        } catch {
            throw .undecodable(error)
        }
        guard isLossy else { return }
        let colors = self.colors
        guard colors.count <= 2 else {
            throw .file(path: path, .lossyMask(colors.prefix(5).map(MaskTable.text), count: colors.count))
        }
    }

    private init(_ numbers: PNGNumbers) {
        (holdsNumbers, hasByteNumbers) = (true, numbers.depth == 8)
        guard let palette = numbers.palette, let greys = Self.greys(palette) else {
            (raster, palette) = (numbers.raster, numbers.palette)
            return
        }
        var pixels = numbers.raster.pixels
        for index in stride(from: 0, to: pixels.count, by: 3) {
            let code = Int(pixels[index])
            pixels[index] = code < greys.count ? greys[code] : 0
        }
        raster = Raster(width: numbers.raster.width, height: numbers.raster.height, pixels: pixels)
        self.palette = nil
    }

    private init(colors: Raster) {
        let isGrey = stride(from: 0, to: colors.pixels.count, by: 3).allSatisfy { (start: Int) -> Bool in
            let level = colors.pixels[start]
            return level == colors.pixels[start + 1] && level == colors.pixels[start + 2]
        }
        (palette, holdsNumbers, hasByteNumbers) = (nil, isGrey, isGrey)
        guard isGrey else {
            raster = colors
            return
        }
        var pixels = colors.pixels
        for index in stride(from: 0, to: pixels.count, by: 3) { (pixels[index + 1], pixels[index + 2]) = (0, 0) }
        raster = Raster(width: colors.width, height: colors.height, pixels: pixels)
    }

    private init(raster: Raster, of other: MaskPicture) {
        (self.raster, holdsNumbers, palette) = (raster, other.holdsNumbers, other.palette)
        hasByteNumbers = other.hasByteNumbers
    }

    /// The levels of a palette that consists of different greys; nil for a palette with colours.
    private static func greys(_ palette: [UInt8]) -> [UInt8]? {
        let levels = stride(from: 0, to: palette.count, by: 3).map { palette[$0] }
        let isGrey = levels.indices.allSatisfy {
            palette[3 * $0 + 1] == levels[$0] && palette[3 * $0 + 2] == levels[$0]
        }
        return isGrey && Set(levels).count == levels.count ? levels : nil
    }

    /// In pixels.
    package var width: Int { raster.width }
    package var height: Int { raster.height }

    /// Returns a part of the mask, which may extend beyond it, as a mask of `width`×`height` pixels. Each pixel has the
    /// number or colour of the nearest one, and 0 outside the mask.
    package func picture(of part: ResamplingBox, width: Int, height: Int) -> MaskPicture {
        MaskPicture(
            raster: raster.picture(of: part, width: width, height: height, filter: .nearest), of: self)
    }

    /// The number of a pixel (row-major); nil if the mask holds colours.
    package func number(_ pixel: Int) -> Int? {
        holdsNumbers ? Int(raster.pixels[3 * pixel]) | Int(raster.pixels[3 * pixel + 1]) << 8 : nil
    }

    /// The colour of a pixel as 0xRRGGBB.
    package func color(_ pixel: Int) -> Int {
        func color(_ bytes: [UInt8], _ start: Int) -> Int {
            Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
        }
        guard let number = number(pixel) else { return color(raster.pixels, 3 * pixel) }
        guard let palette else { return number > 255 ? number : number * 0x01_0101 }
        return 3 * number + 2 < palette.count ? color(palette, 3 * number) : 0
    }

    /// Whether a pixel has the number 255 of eight bits. It is ignored unless a table has a name for 255.
    func isLast(_ pixel: Int) -> Bool { hasByteNumbers && number(pixel) == Self.ignoredNumber }

    /// Whether a pixel of a mask without a table is ignored: index 255 of a colour palette. The grey level 255 is white,
    /// and shows the object.
    private func isIgnored(_ pixel: Int) -> Bool { palette != nil && isLast(pixel) }

    /// The pixels that are neither black nor ignored.
    package var notBlack: Mask {
        mask { pixel in color(pixel) != 0 && !isIgnored(pixel) }
    }

    /// The ignored pixels; nil if there are none.
    package var ignored: Mask? {
        let mask = mask(isIgnored)
        return mask.pixels.contains(true) ? mask : nil
    }

    private func mask(_ isIn: (Int) -> Bool) -> Mask {
        Mask(width: width, height: height, pixels: (0..<width * height).map(isIn))
    }

    /// The colours of the pixels as 0xRRGGBB, most frequent first.
    var colors: [Int] {
        var counts: [Int: Int] = [:]
        for pixel in 0..<width * height { counts[color(pixel), default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
