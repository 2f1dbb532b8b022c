import COneDNN
public import Tensors

extension ProgramBuilder {
    /// The values one after another along `axis`.
    public func concatenation(_ inputs: [ProgramValue], axis: Int, label: String) throws(KernelError) -> ProgramValue {
        precondition(!inputs.isEmpty, "\(label): nothing to concatenate")
        var extents = shape(of: inputs[0]).extents
        extents[axis] = inputs.reduce(0) { $0 + shape(of: $1)[axis] }
        let target = try native(extents)
        var sources: [ProgramValue] = []
        for input in inputs {
            sources.append(try converted(input, to: try native(shape(of: input).extents), label: label))
        }
        let primitive = try Primitive.concatenation(
            sources.map { layout(of: $0) }, axis: axis, to: target, detail: "\(label): \(Shape(extents))")
        let result = newValue(Shape(extents), target)
        append(
            primitive, sources.enumerated().map { (DNNL_ARG_MULTIPLE_SRC + Int32($0.offset), $0.element) },
            output: result, label: label)
        return result
    }

    /// The same elements, row-major, under another shape of as many.
    public func reshape(_ input: ProgramValue, to shape: Shape, label: String) throws(KernelError) -> ProgramValue {
        precondition(shape.count == self.shape(of: input).count, "\(label): \(self.shape(of: input)) to \(shape)")
        let precision = layout(of: input).precision
        let plain = try converted(input, to: try Layout.plain(self.shape(of: input).extents, precision), label: label)
        return view(plain, shape: shape, layout: try Layout.plain(shape.extents, precision))
    }

    /// Softmax along `axis`, in the numerically stable form.
    public func softmax(
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
}
