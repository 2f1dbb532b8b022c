import ONNX
import Tensors

extension Lowering {
    /// `BatchNormalization` with fixed statistics (a factor and an addend per channel), `LayerNormalization` with constant
    /// parameters, and `LRN` over an odd number of channels.
    static let normalizationRules: [String: Rule] = [
        "BatchNormalization": Rule(attributes: ["epsilon", "momentum", "spatial", "training_mode", "is_test"]) {
            reader throws(InferenceError) in
            if try reader.integer("training_mode", default: 0) != 0 {
                throw reader.refusal("it is in training mode; export the network in evaluation mode")
            }
            if try reader.integer("spatial", default: 1) == 0 {
                throw reader.refusal("spatial = 0 is not supported")
            }
            let epsilon = Double(try reader.float("epsilon", default: 1e-5))
            let parts = try [1, 2, 3, 4].map { index throws(InferenceError) in try reader.weights(index).values }
            let shape = try reader.shape(0)
            guard shape.rank >= 2 else { throw reader.refusal("a value of \(shape) has no channels") }
            let channels = shape[1]
            guard parts.allSatisfy({ $0.count == channels }) else {
                throw reader.refusal(
                    "its parameters have \(parts.map(\.count)) values, but there are \(channels) channels")
            }
            var scale = [Float](repeating: 0, count: channels)
            var shift = scale
            for channel in 0..<channels {
                let factor = Double(parts[0][channel]) / (Double(parts[3][channel]) + epsilon).squareRoot()
                scale[channel] = Float(factor)
                shift[channel] = Float(Double(parts[1][channel]) - Double(parts[2][channel]) * factor)
                guard scale[channel].isFinite, shift[channel].isFinite else {
                    throw .nonFinite(
                        node: reader.node.name, place: "channel \(channel), whose variance is \(parts[3][channel])")
                }
            }
            return try reader.layer(.scaleShift(scale: scale, shift: shift))
        },
        "LayerNormalization": Rule(attributes: ["axis", "epsilon", "stash_type"]) { reader throws(InferenceError) in
            let shape = try reader.shape(0)
            let axis = try reader.axis(try reader.integer("axis", default: -1), rank: shape.rank)
            let size = shape.extents[axis...].reduce(1, *)
            let scale = try reader.weights(1)
            let shift = try reader.hasInput(2) ? reader.weights(2) : Tensor.zeros(scale.shape)
            guard scale.shape.count == size, shift.shape.count == size else {
                throw reader.refusal(
                    "factors \(scale.shape) and addends \(shift.shape) for \(size) elements are not supported")
            }
            return try reader.layer(
                .layerNormalization(
                    axis: axis, scale: scale.values, shift: shift.values,
                    epsilon: try reader.float("epsilon", default: 1e-5)))
        },
        "LRN": Rule(attributes: ["alpha", "beta", "bias", "size"]) { reader throws(InferenceError) in
            let shape = try reader.shape(0)
            let size = try reader.integer("size", default: 0)
            guard shape.rank == 4, size > 0, size % 2 == 1 else {
                throw reader.refusal("only an odd number of channels is supported, not \(size) of \(shape)")
            }
            return try reader.layer(
                .localResponseNormalization(
                    size: size, alpha: try reader.float("alpha", default: 1e-4),
                    beta: try reader.float("beta", default: 0.75), bias: try reader.float("bias", default: 1)))
        },
    ]
}
