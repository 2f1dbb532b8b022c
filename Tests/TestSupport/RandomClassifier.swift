import Tensors

/// Random classifiers of 16×16 pixels in the two forms of head; the same for the same seed.
package enum RandomClassifier {
    /// Convolutions with batch norms, a residual sum, ReLU6 that saturates, then average pooling and a linear layer:
    /// 12 units, maps of 8×8 cells, 5 classes.
    package static func poolThenLinear(seed: UInt64) -> GraphBuilder {
        var builder = GraphBuilder()
        var weights = Weights(seed: seed)
        let x = builder.input("image", [-1, 3, 16, 16])
        var y = builder.conv(x, weights: weights.next([8, 3, 3, 3], 1), pads: [0, 0, 1, 1], strides: [2, 2])
        y = builder.clip(weights.batchNorm(y, 8, in: &builder), min: 0, max: 6)
        let branch = builder.conv(y, weights: weights.next([8, 8, 3, 3], 0.4), pads: [1, 1, 1, 1])
        y = builder.relu(builder.add(weights.batchNorm(branch, 8, in: &builder), y))
        y = builder.conv(y, weights: weights.next([12, 8, 1, 1], 3), bias: weights.next([12], 2))
        y = builder.clip(y, min: 0, max: 6, name: "units")
        y = builder.flatten(builder.globalAveragePool(y))
        y = builder.gemm(y, weights: weights.next([5, 12], 1), bias: weights.next([5], 1), name: "logits")
        builder.output(builder.softmax(y))
        return builder
    }

    /// As SqueezeNet: a maximum pooling with `ceil_mode`, a fire module, a 1×1 convolution with a pad of one cell, ReLU,
    /// and the average last: 12 units, maps of 4×4 cells, a border of 20 cells, 5 classes.
    package static func linearThenPool(seed: UInt64) -> GraphBuilder {
        var builder = GraphBuilder()
        var weights = Weights(seed: seed)
        let x = builder.input("image", [-1, 3, 16, 16])
        var y = builder.relu(
            builder.conv(x, weights: weights.next([8, 3, 3, 3], 1), pads: [1, 1, 1, 1], strides: [2, 2]))
        y = builder.maxPool(y, kernel: [3, 3], strides: [2, 2], ceilMode: true)
        y = builder.relu(builder.conv(y, weights: weights.next([4, 8, 1, 1], 1), bias: weights.next([4], 1)))
        let narrow = builder.relu(
            builder.conv(y, weights: weights.next([6, 4, 1, 1], 1), bias: weights.next([6], 1)))
        let wide = builder.relu(
            builder.conv(y, weights: weights.next([6, 4, 3, 3], 1), bias: weights.next([6], 1), pads: [1, 1, 1, 1]))
        y = builder.concat([narrow, wide], name: "units")
        y = builder.relu(
            builder.conv(
                y, weights: weights.next([5, 12, 1, 1], 1), bias: weights.next([5], 1), pads: [1, 1, 1, 1]))
        y = builder.flatten(builder.globalAveragePool(y), name: "logits")
        builder.output(builder.softmax(y))
        return builder
    }

    /// Numbers the classes, and feeds pixels as (x − 127.5) / 127.5.
    package static let preprocessing = """
        {"do_resize": true, "size": {"height": 16, "width": 16}, "resample": 2, "do_center_crop": false,
         "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": true,
         "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
        """

    /// Class names: folders `a` to `d` name the first four.
    package static let classList = "a\nb\nc\nd\ne\n"
}

/// A stream of random tensors.
struct Weights {
    private var seed: UInt64

    init(seed: UInt64) { self.seed = seed &* 1000 }

    /// Values in ±`range`.
    mutating func next(_ shape: Shape, _ range: Float) -> Tensor {
        seed += 1
        return .random(shape, seed: seed, in: -range...range)
    }

    mutating func batchNorm(_ x: String, _ channels: Int, in builder: inout GraphBuilder) -> String {
        builder.batchNorm(
            x, scale: next([channels], 1), bias: next([channels], 1), mean: next([channels], 1),
            variance: .random([channels], seed: seed &+ 500, in: 0.5...2))
    }
}
