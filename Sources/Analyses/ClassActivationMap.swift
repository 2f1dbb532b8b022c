import Kernels
package import Tensors
package import Units

/// Class activation maps, which show where in an image the evidence for a class lies (Zhou et al. 2016, §2).
package enum ClassActivationMap {
    /// Returns `M_c(x, y) = Σ_k w_ck · f_k(x, y)`: signed, not clipped, without the bias.
    ///
    /// - Parameter maps: [U, H, W]
    package static func map(of classID: ClassID, maps: Tensor, head: Head) -> Plane {
        precondition(maps.shape.rank == 3 && maps.shape[0] == head.unitCount, "maps \(maps.shape)")
        let cells = maps.shape[1] * maps.shape[2]
        let span = maps.values.span
        let weights = head.weights.values.span.extracting(
            classID.value * head.unitCount..<(classID.value + 1) * head.unitCount)
        var sums = [Double](repeating: 0, count: cells)
        for unit in weights.indices {
            let weight = Double(weights[unit])
            let row = span.extracting(unit * cells..<(unit + 1) * cells)
            for cell in row.indices { sums[cell] += weight * Double(row[cell]) }
        }
        return Plane(height: maps.shape[1], width: maps.shape[2], values: sums.map { Float($0) })
    }

    /// Returns the maps of several classes, as one matrix product of [classes, U] and [U, cells].
    ///
    /// - Parameters:
    ///   - maps: [U, H, W]
    ///   - weighting: How weights are transformed first; `raw` gives the paper's map.
    package static func maps(
        of classes: [ClassID], maps: Tensor, head: Head, weighting: MapWeighting = .raw
    ) -> [Plane] {
        precondition(maps.shape.rank == 3 && maps.shape[0] == head.unitCount, "maps \(maps.shape)")
        let (height, width) = (maps.shape[1], maps.shape[2])
        let cells = height * width
        let product = MatrixProduct.times(
            weighting.weights(of: classes, head), maps.reshaped([head.unitCount, cells]))
        return classes.indices.map { place in
            Plane(height: height, width: width, values: Array(product.values[place * cells..<(place + 1) * cells]))
        }
    }

    /// Returns the logit of a class, computed from its map in the head's own form: the CAM law.
    ///
    /// Pooling, then a linear layer: the mean of `M_c` plus the bias. A linear layer, then pooling: the mean of `M_c +
    /// b_c` over all cells, including those in the layer's padding, rectified if the network does so.
    /// - Precondition: the head pools by averaging.
    package static func logit(of classID: ClassID, map: Plane, head: Head) -> Float {
        precondition(head.pooling == .average, "the CAM law is about averages")
        let bias = Double(head.bias[classID.value])
        switch head.form {
        case .poolThenLinear:
            return Float(map.values.reduce(0.0) { $0 + Double($1) } / Double(map.values.count) + bias)
        case .linearThenPool(let rectified, let border):
            func response(_ value: Double) -> Double { rectified ? max(0, value) : value }
            let inside = map.values.reduce(0.0) { $0 + response(Double($1) + bias) }
            return Float((inside + Double(border) * response(bias)) / Double(map.values.count + border))
        }
    }
}
