import ONNX
import Tensors

extension Lowering {
    /// `BatchNormalization` with fixed statistics: a factor and an addend a channel.
    static let normalizationRules: [String: Rule] = [
        "BatchNormalization": Rule(attributes: ["epsilon", "momentum", "spatial", "training_mode", "is_test"]) {
            reader throws(InferenceError) in
            if try reader.integer("training_mode", default: 0) != 0 {
                throw reader.refusal("it is in training mode; export the network in evaluation mode")
            }
            let epsilon = Double(try reader.float("epsilon", default: 1e-5))
            let parts = try [1, 2, 3, 4].map { index throws(InferenceError) in try reader.weights(index).values }
            let channels = try reader.shape(0)[1]
            guard parts.allSatisfy({ $0.count == channels }) else {
                throw reader.refusal("its parameters have \(parts.map(\.count)) values for \(channels) channels")
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
        }
    ]
}
