import COneDNN
public import Tensors

/// An operation on two arrays, element by element.
public enum BinaryOperation: Sendable, Equatable {
    case add, subtract, multiply, divide, maximum, minimum

    var algorithm: dnnl_alg_kind_t {
        switch self {
        case .add: dnnl_binary_add
        case .subtract: dnnl_binary_sub
        case .multiply: dnnl_binary_mul
        case .divide: dnnl_binary_div
        case .maximum: dnnl_binary_max
        case .minimum: dnnl_binary_min
        }
    }
}

extension ProgramBuilder {
    /// Applies a function to every element.
    public func activation(
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

    /// Combines two values of as many axes; `second` is repeated along axes where its extent is 1.
    public func binary(
        _ operation: BinaryOperation, _ first: ProgramValue, _ second: ProgramValue, post: [PostOperation] = [],
        label: String
    ) throws(KernelError) -> ProgramValue {
        let shapes = (shape(of: first), shape(of: second))
        let detail = "\(label): \(shapes.0) and \(shapes.1)"
        let other =
            shapes.0 == shapes.1
            ? try converted(second, to: layout(of: first), label: label)
            : try converted(second, to: try layout(shapes.1.extents, beside: layout(of: first)), label: label)
        return try binary(operation, first, other, constant: nil, post: post, detail: detail, label: label)
    }

    /// Combines a value with a constant of as many axes, repeated along axes where its extent is 1.
    public func binary(
        _ operation: BinaryOperation, _ first: ProgramValue, constant: Tensor, post: [PostOperation] = [], label: String
    ) throws(KernelError) -> ProgramValue {
        let plain = try Layout.plain(constant.shape.extents)
        let layout = try self.layout(constant.shape.extents, beside: self.layout(of: first))
        let stored = try self.constant(constant.values, from: plain, to: layout)
        return try binary(
            operation, first, nil, constant: (layout, stored), post: post,
            detail: "\(label): \(shape(of: first)) and \(constant.shape)", label: label)
    }

    private func binary(
        _ operation: BinaryOperation, _ first: ProgramValue, _ second: ProgramValue?,
        constant: (layout: Layout, index: Int)?, post: [PostOperation], detail: String, label: String
    ) throws(KernelError) -> ProgramValue {
        let sourceLayout = layout(of: first)
        var description = dnnl_binary_desc_t()
        var (a, d) = (sourceLayout.descriptor, sourceLayout.descriptor)
        guard let otherLayout = constant?.layout ?? second.map({ layout(of: $0) }) else { return first }
        var b = otherLayout.descriptor
        let status = unsafe dnnl_binary_desc_init(&description, operation.algorithm, &a, &b, &d)
        try check(status, "describing \(operation)", detail)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: post), operation: "\(operation)", detail: detail)
        let result = newValue(shape(of: first), sourceLayout)
        append(
            primitive, [(DNNL_ARG_SRC_0, first)] + (second.map { [(DNNL_ARG_SRC_1, $0)] } ?? []),
            constants: constant.map { [(DNNL_ARG_SRC_1, $0.layout, $0.index)] } ?? [], output: result, label: label)
        return result
    }
}
