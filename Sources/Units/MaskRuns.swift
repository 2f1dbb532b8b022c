/// A mask as bytes: its width and height, then the lengths of its runs, row by row and across their ends, the first of
/// pixels outside (0 where the first pixel is inside), then inside, and so on; each number in base 128, the smallest
/// digit first, all bytes of a number but the last with their highest bit set (as Protocol Buffers' varints).
///
/// A region of one piece in an image of 500×375 takes some 300 bytes.
public enum MaskRuns {
    /// The bytes of a mask.
    public static func bytes(_ mask: Mask) -> [UInt8] {
        var bytes: [UInt8] = []
        append(mask.width, to: &bytes)
        append(mask.height, to: &bytes)
        var (isInside, length) = (false, 0)
        for pixel in mask.pixels {
            if pixel != isInside {
                append(length, to: &bytes)
                (isInside, length) = (pixel, 0)
            }
            length += 1
        }
        append(length, to: &bytes)
        return bytes
    }

    /// The mask of some bytes; nil for bytes that are none.
    public static func mask(_ bytes: [UInt8]) -> Mask? {
        var position = 0
        func number() -> Int? {
            var value = 0
            for shift in stride(from: 0, to: 56, by: 7) where position < bytes.count {
                let byte = bytes[position]
                position += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }
        guard let width = number(), let height = number(), width > 0, height > 0, width <= 1 << 20, height <= 1 << 20,
            width * height <= 1 << 30
        else { return nil }
        var pixels: [Bool] = []
        pixels.reserveCapacity(width * height)
        var isInside = false
        while position < bytes.count {
            guard let length = number(), length <= width * height - pixels.count else { return nil }
            pixels.append(contentsOf: repeatElement(isInside, count: length))
            isInside.toggle()
        }
        return pixels.count == width * height ? Mask(width: width, height: height, pixels: pixels) : nil
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt(number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
