import Tensors

extension Raster {
    /// Returns a part of the image.
    ///
    /// - Precondition: The part lies within the image and is not empty.
    func cropped(columns: Range<Int>, rows: Range<Int>) -> Raster {
        if columns == 0..<width, rows == 0..<height { return self }
        var part: [UInt8] = []
        part.reserveCapacity(columns.count * rows.count * 3)
        for row in rows {
            part += pixels[(row * width + columns.lowerBound) * 3..<(row * width + columns.upperBound) * 3]
        }
        return Raster(width: columns.count, height: rows.count, pixels: part)
    }

    /// Returns a picture of one colour with the image in it.
    ///
    /// - Parameter color: Red, green and blue.
    /// - Precondition: The image lies within the picture.
    func bordered(left: Int, top: Int, width: Int, height: Int, color: [UInt8]) -> Raster {
        if (width, height) == (self.width, self.height) { return self }
        var picture = Raster(width: width, height: height, red: color[0], green: color[1], blue: color[2])
        for row in 0..<self.height {
            let start = ((top + row) * width + left) * 3
            picture.pixels.replaceSubrange(
                start..<start + self.width * 3, with: pixels[row * self.width * 3..<(row + 1) * self.width * 3])
        }
        return picture
    }

    /// Returns a picture of a part of the image that may reach beyond it, where the picture is black.
    ///
    /// - Precondition: The part has pixels of the image.
    package func picture(of part: ResamplingBox, width: Int, height: Int, filter: ResamplingFilter) -> Raster {
        let box = ResamplingBox(
            x0: max(0, part.x0), y0: max(0, part.y0), x1: min(Double(self.width), part.x1),
            y1: min(Double(self.height), part.y1))
        func place(_ low: Double, _ high: Double, _ start: Double, _ end: Double, _ count: Int) -> Range<Int> {
            let scale = Double(count) / (end - start)
            let first = min(count - 1, Int(rounding: (low - start) * scale))
            return first..<max(first + 1, min(count, Int(rounding: (high - start) * scale)))
        }
        let columns = place(box.x0, box.x1, part.x0, part.x1, width)
        let rows = place(box.y0, box.y1, part.y0, part.y1, height)
        return resized(width: columns.count, height: rows.count, filter: filter, box: box).bordered(
            left: columns.lowerBound, top: rows.lowerBound, width: width, height: height, color: [0, 0, 0])
    }
}
