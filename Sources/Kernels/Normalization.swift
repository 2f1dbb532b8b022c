import COneDNN
import Tensors

extension ProgramBuilder {
    /// Computes the softmax along `axis` in the numerically stable form.
    package func softmax(
        _ input: ProgramValue, axis: Int, logarithm: Bool = false, label: String
    ) throws(KernelError) -> ProgramValue {
        let layout = layout(of: input)
        var description = dnnl_softmax_v2_desc_t()
        var (s, d) = (layout.descriptor, layout.descriptor)
        let status = unsafe dnnl_softmax_v2_forward_desc_init(
            &description, dnnl_forward_inference, logarithm ? dnnl_softmax_log : dnnl_softmax_accurate, &s, &d,
            Int32(axis))
        try check(status, "describing a softmax", label)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "a softmax", detail: label)
        let result = newValue(shape(of: input), layout)
        append(primitive, [(DNNL_ARG_SRC, input)], output: result, label: label)
        return result
    }

    /// Normalizes the S elements of the axes from `axis` on to mean 0 and variance 1, multiplies by `scale` [S] and adds
    /// `shift` [S] (layer normalization, Ba et al. 2016).
    package func layerNormalization(
        _ input: ProgramValue, axis: Int, scale: [Float], shift: [Float], epsilon: Float, label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input)
        let size = source.extents[axis...].reduce(1, *)
        precondition(scale.count == size && shift.count == size, "\(label): \(scale.count) factors for \(source)")
        let rows = try reshape(input, to: [source.count / size, size], label: label)
        let layout = layout(of: rows)
        var description = dnnl_layer_normalization_desc_t()
        var data = layout.descriptor
        let status = unsafe dnnl_layer_normalization_forward_desc_init(
            &description, dnnl_forward_inference, &data, nil, epsilon, dnnl_use_scaleshift.rawValue)
        try check(status, "describing a layer normalisation", "\(label): \(source) from axis \(axis)")
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "a layer normalisation",
            detail: label)
        let parameters = try Layout.plain([2, size])
        let stored = try constant(scale + shift, from: parameters, to: parameters)
        let result = newValue(shape(of: rows), layout)
        append(
            primitive, [(DNNL_ARG_SRC, rows)], constants: [(DNNL_ARG_SCALE_SHIFT, parameters, stored)], output: result,
            label: label)
        return try reshape(result, to: source, label: label)
    }

    /// Computes `x / (bias + alpha / size · Σ x²)^beta` with the sum over `size` neighbouring channels, an odd number
    /// (local response normalization, Krizhevsky et al. 2012, §3.3).
    package func localResponseNormalization(
        _ input: ProgramValue, size: Int, alpha: Float, beta: Float, bias: Float, label: String
    ) throws(KernelError) -> ProgramValue {
        precondition(size % 2 == 1, "\(label): \(size) channels")
        let value = try converted(input, to: try Layout.channelsLast(shape(of: input).extents, precision), label: label)
        let layout = layout(of: value)
        var description = dnnl_lrn_desc_t()
        var data = layout.descriptor
        let status = unsafe dnnl_lrn_forward_desc_init(
            &description, dnnl_forward_inference, dnnl_lrn_across_channels, &data, Int64(size), alpha, beta, bias)
        try check(status, "describing a local response normalisation", label)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "a local response normalisation",
            detail: label)
        let result = newValue(shape(of: value), layout)
        append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: label)
        return result
    }
}
