package import Tensors

/// Standardization of pooled activations to mean 0 and standard deviation 1 over some images, and its inverse. U units.
package struct FeatureScaling: Sendable, Equatable {
    /// [U]
    package let mean: [Double]
    /// [U]; 1 for a unit that is constant over the images.
    package let deviation: [Double]

    /// The scaling of some rows of `features` [N, U].
    package init(_ features: Tensor, rows: [Int]) {
        let units = features.shape[1]
        var squares = [Double](repeating: 0, count: units)
        let values = features.values.span
        let mean = features.columnMeans(rows)
        for row in rows {
            for unit in 0..<units {
                let difference = Double(values[row * units + unit]) - mean[unit]
                squares[unit] += difference * difference
            }
        }
        self.mean = mean
        deviation = squares.map { $0 > 0 ? ($0 / Double(rows.count)).squareRoot() : 1 }
    }

    /// Returns `(F − mean) / deviation` for all rows [N, U].
    package func scaled(_ features: Tensor) -> Tensor {
        let units = mean.count
        let values = features.values.span
        return Tensor(shape: features.shape) { result in
            for index in values.indices {
                result[index] = Float((Double(values[index]) - mean[index % units]) / deviation[index % units])
            }
        }
    }

    /// Returns the layer on unscaled features that is equivalent to `weights` [K, U] and `bias` [K] on scaled ones.
    package func folded(weights: Tensor, bias: [Float]) -> (weights: Tensor, bias: [Float]) {
        let units = mean.count
        var values = weights.values
        var shifted = bias
        for row in bias.indices {
            var shift = Double(bias[row])
            for unit in 0..<units {
                let weight = Double(values[row * units + unit]) / deviation[unit]
                values[row * units + unit] = Float(weight)
                shift -= weight * mean[unit]
            }
            shifted[row] = Float(shift)
        }
        return (Tensor(shape: weights.shape, values: values), shifted)
    }
}
