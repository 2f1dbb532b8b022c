import Kernels
package import Tensors
package import Units

/// The logits of a head for stored pooled activations. N images, U units, K classes.
package enum PooledScores {
    /// Returns the logits [N, K] of pooled activations [N, U] for a head that is linear in them.
    package static func logits(of features: Tensor, head: Head) -> Tensor {
        precondition(head.form == .poolThenLinear, "a head that is no linear layer on pooled activations")
        let products = MatrixProduct.timesTranspose(features, head.weights)
        let classes = head.classCount
        return Tensor(shape: products.shape) { result in
            for index in products.values.indices { result[index] = products.values[index] + head.bias[index % classes] }
        }
    }

    /// Returns `M_c(x, y) = Σ_k w_ck · f_k(x, y)` of all classes [K, H·W] for maps [U, H, W].
    static func classMaps(_ maps: Tensor, head: Head) -> Tensor {
        MatrixProduct.times(head.weights, maps.reshaped([maps.shape[0], maps.shape[1] * maps.shape[2]]))
    }

    /// Returns the class with the largest logit in each row of logits [N, K], the first of several.
    package static func predictedClasses(_ logits: Tensor) -> [Int] {
        let classes = logits.shape[1]
        let values = logits.values.span
        return (0..<logits.shape[0]).map { row in
            Largest.index(values.extracting(row * classes..<(row + 1) * classes)) ?? 0
        }
    }
}
