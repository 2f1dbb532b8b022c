package import Tensors
package import Units

extension OcclusionGrid {
    /// Returns the discrepancy map of a cell over the covered pixels: each position's drop is spread over its patch and
    /// divided by the number of patches that cover the pixel. Increases count as no drop.
    ///
    /// - Parameter drops: `f − f_occluded` for each patch position, row-major.
    package func discrepancyMap(_ drops: [Float]) -> Plane {
        precondition(drops.count == count, "\(drops.count) drops for \(count) places")
        let (height, width) = (coveredHeight, coveredWidth)
        var sums = [Double](repeating: 0, count: height * width)
        for place in drops.indices where drops[place] > 0 {
            let box = box(place)
            let drop = Double(drops[place])
            for y in box.y0..<box.y1 {
                for index in y * width + box.x0..<y * width + box.x1 { sums[index] += drop }
            }
        }
        let (down, across) = (coverage(rows, height), coverage(columns, width))
        var values: [Float] = []
        values.reserveCapacity(sums.count)
        for y in 0..<height {
            for x in 0..<width { values.append(Float(sums[y * width + x] / Double(down[y] * across[x]))) }
        }
        return Plane(height: height, width: width, values: values)
    }

    /// Returns how many positions along an axis cover each pixel.
    private func coverage(_ places: Int, _ extent: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: extent)
        for place in 0..<places {
            for pixel in place * stride..<place * stride + patch { counts[pixel] += 1 }
        }
        return counts
    }
}
