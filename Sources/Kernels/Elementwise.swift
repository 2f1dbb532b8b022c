import COneDNN
package import Tensors

extension ProgramBuilder {
    /// Applies a function to all elements.
    package func activation(
        _ input: ProgramValue, _ activation: Activation, label: String
    ) throws(KernelError) -> ProgramValue {
        var value = input
        for link in activation.chain {
            guard let (algorithm, alpha, beta) = link.parameters else { continue }
            let layout = layout(of: value)
            var description = dnnl_eltwise_desc_t()
            var data = layout.descriptor
            let status = unsafe dnnl_eltwise_forward_desc_init(
                &description, dnnl_forward_inference, algorithm, &data, alpha, beta)
            try check(status, "describing \(link)", label)
            let primitive = try Primitive.make(
                description, attributes: try PrimitiveAttributes(post: []), operation: "\(link)", detail: label)
            let result = newValue(shape(of: value), layout)
            append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: label)
            value = result
        }
        return value
    }

    /// Applies a parametric ReLU: `x` if positive, otherwise `slopes · x`. The extents of `slopes` are those of the value or 1.
    package func parametricReLU(_ input: ProgramValue, slopes: Tensor, label: String) throws(KernelError)
        -> ProgramValue
    {
        let layout = layout(of: input)
        let plain = try Layout.plain(slopes.shape.extents)
        let weights = try self.layout(slopes.shape.extents, beside: layout, of: shape(of: input).extents)
        var description = dnnl_prelu_desc_t()
        var (data, w) = (layout.descriptor, weights.descriptor)
        let status = unsafe dnnl_prelu_forward_desc_init(&description, dnnl_forward_inference, &data, &w)
        try check(status, "describing a parametric ReLU", "\(label): \(shape(of: input)) and \(slopes.shape)")
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "a parametric ReLU", detail: label)
        let stored = try constant(slopes.values, from: plain, to: weights)
        let result = newValue(shape(of: input), layout)
        append(
            primitive, [(DNNL_ARG_SRC, input)], constants: [(DNNL_ARG_WEIGHTS, weights, stored)], output: result,
            label: label)
        return result
    }
}
