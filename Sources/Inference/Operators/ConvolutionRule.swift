import ONNX
import Kernels
import Tensors

extension Lowering {
    /// `Conv` (https://onnx.ai/onnx/operators/onnx__Conv.html) in two dimensions, with all of its attributes.
    ///
    /// One or three dimensions and weights that are not constants are not supported.
    static let convolutionRules: [String: Rule] = [
        "Conv": Rule(attributes: ["auto_pad", "dilations", "group", "kernel_shape", "pads", "strides"]) {
            reader throws(InferenceError) in
            let weights = try reader.weights(1)
            guard weights.shape.rank == 4 else {
                throw reader.refusal("only two-dimensional convolutions are supported")
            }
            let kernel = Array(weights.shape.extents[2...])
            let window = try reader.window(kernel: kernel)
            let bias =
                reader.hasInput(2) ? try reader.weights(2).values : [Float](repeating: 0, count: weights.shape[0])
            let groups = try reader.integer("group", default: 1)
            let channels = try reader.shape(0)[1]
            guard groups > 0, weights.shape[0] % groups == 0, weights.shape[1] * groups == channels,
                bias.count == weights.shape[0]
            else {
                throw reader.refusal("weights \(weights.shape) in \(groups) groups do not match \(channels) channels")
            }
            return try reader.layer(
                .convolution(
                    weights: weights, bias: bias,
                    geometry: ConvolutionGeometry(
                        strides: window.strides, dilations: window.dilations, pads: window.pads, groups: groups)))
        }
    ]
}
