/// The run lengths of BMP's compressions 1 and 2, expanded as Pillow does.
struct BMPRuns {
    /// [height, width], the top row first.
    let indices: [UInt8]

    init(_ header: BMPHeader, depth: Int, _ bytes: [UInt8], name: String) throws(ImageError) {
        let (width, count) = (header.width, header.width * header.height)
        var codes: [UInt8] = []
        var position = header.start
        /// The column of the next pixel; it may exceed the width.
        var column = 0
        func expanded(_ pair: UInt8, _ index: Int) -> UInt8 {
            depth == 8 ? pair : index % 2 == 0 ? pair >> 4 : pair & 15
        }
        reading: while codes.count < count, position + 2 <= bytes.count {
            let (run, value) = (Int(bytes[position]), bytes[position + 1])
            position += 2
            switch (run, value) {
            case (0, 0):
                codes += [UInt8](repeating: 0, count: (width - codes.count % width) % width)
                column = 0
            case (0, 1): break reading
            case (0, 2):
                guard position + 2 <= bytes.count else { break reading }
                let skipped = Int(bytes[position]) + Int(bytes[position + 1]) * width
                position += 2
                codes += [UInt8](repeating: 0, count: min(count - codes.count, skipped))
                column = codes.count % width
            case (0, let literal):
                let length = min(count - codes.count, Int(literal))
                let end = position + (depth == 8 ? length : (length + 1) / 2)
                guard end <= bytes.count else { break reading }
                codes += (0..<length).map { expanded(bytes[position + (depth == 8 ? $0 : $0 / 2)], $0) }
                column += Int(literal)
                // Literals end at an even byte of the file.
                position = end + end % 2
            default:
                // A run ends with its row.
                let length = max(0, min(run, width - column))
                codes += (0..<length).map { expanded(value, $0) }
                column += length
            }
        }
        guard codes.count >= count else {
            throw .truncated(path: name, detail: "the pixel data end before the last row")
        }
        indices =
            header.isTopDown
            ? Array(codes.prefix(count))
            : (0..<header.height).reversed().flatMap { codes[$0 * width..<($0 + 1) * width] }
    }
}
