/// The run-length code of a mask: its width, its height, and the lengths of its runs in row-major order, alternately outside
/// and inside the mask (the first is 0 if the first pixel is inside); each number in base 128 (see ``ByteWriter``).
///
/// A mask of one connected region in an image of 500×375 pixels takes about 300 bytes.
package enum MaskRuns {
    /// Returns the code of a mask.
    package static func bytes(_ mask: Mask) -> [UInt8] {
        var writer = ByteWriter()
        func append(_ number: Int) { writer.number(UInt64(number)) }
        append(mask.width)
        append(mask.height)
        var (isInside, length) = (false, 0)
        for pixel in mask.pixels {
            if pixel != isInside {
                append(length)
                (isInside, length) = (pixel, 0)
            }
            length += 1
        }
        append(length)
        return writer.bytes
    }

    /// Returns the mask of a code; nil if the bytes are not one.
    package static func mask(_ bytes: [UInt8]) -> Mask? {
        var reader = ByteReader(bytes)
        func number() -> Int? { reader.number().map { Int($0) } }
        guard let width = number(), let height = number(), width > 0, height > 0, width <= 1 << 20, height <= 1 << 20,
            width * height <= 1 << 30
        else { return nil }
        var pixels: [Bool] = []
        pixels.reserveCapacity(width * height)
        var isInside = false
        while !reader.isAtEnd {
            guard let length = number(), length <= width * height - pixels.count else { return nil }
            pixels.append(contentsOf: repeatElement(isInside, count: length))
            isInside.toggle()
        }
        return pixels.count == width * height ? Mask(width: width, height: height, pixels: pixels) : nil
    }
}
