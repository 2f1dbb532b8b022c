/// The filters of PNG rows (specification, 9.2).
enum PNGFilter {
    /// Undoes the filter that byte 0 of a row names; false where there is no such filter.
    /// - Parameters:
    ///   - above: the row above, unfiltered, as long as `row`.
    ///   - distance: bytes to the pixel on the left.
    static func undo(_ row: inout [UInt8], above: [UInt8], distance: Int) -> Bool {
        let filter = row[0]
        guard filter <= 4 else { return false }
        if filter == 0 { return true }
        let up = above.span
        var line = row.mutableSpan
        let first = min(distance, line.count - 1)
        switch filter {
        case 1:
            for index in 1 + first..<line.count { line[index] &+= line[index - distance] }
        case 2:
            for index in 1..<line.count { line[index] &+= up[index] }
        case 3:
            for index in 1..<1 + first { line[index] &+= up[index] / 2 }
            for index in 1 + first..<line.count {
                line[index] &+= UInt8((Int(line[index - distance]) + Int(up[index])) / 2)
            }
        default:
            for index in 1..<1 + first { line[index] &+= up[index] }
            for index in 1 + first..<line.count {
                line[index] &+= nearest(
                    left: Int(line[index - distance]), up: Int(up[index]), corner: Int(up[index - distance]))
            }
        }
        return true
    }

    /// All rows of a picture with filter 4, what Paeth's predictor leaves, each after its filter's byte.
    static func predicted(_ raster: Raster) -> [UInt8] {
        let stride = raster.width * 3
        var rows = [UInt8](repeating: 4, count: raster.height * (stride + 1))
        var target = rows.mutableSpan
        let pixels = raster.pixels.span
        let nothing = [UInt8](repeating: 0, count: stride)
        for y in 0..<raster.height {
            let row = pixels.extracting(y * stride..<(y + 1) * stride)
            let above = y == 0 ? nothing.span : pixels.extracting((y - 1) * stride..<y * stride)
            let start = y * (stride + 1) + 1
            for index in 0..<3 { target[start + index] = row[index] &- above[index] }
            for index in 3..<stride {
                target[start + index] =
                    row[index]
                    &- nearest(left: Int(row[index - 3]), up: Int(above[index]), corner: Int(above[index - 3]))
            }
        }
        return rows
    }

    /// Paeth's predictor: the neighbour closest to `left + up - corner`.
    @inline(__always)
    private static func nearest(left: Int, up: Int, corner: Int) -> UInt8 {
        let fromLeft = abs(up - corner)
        let fromUp = abs(left - corner)
        let fromCorner = abs(left + up - 2 * corner)
        if fromLeft <= fromUp && fromLeft <= fromCorner { return UInt8(left) }
        return UInt8(fromUp <= fromCorner ? up : corner)
    }
}
