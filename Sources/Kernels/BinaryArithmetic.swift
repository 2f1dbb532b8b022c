import COneDNN
package import Tensors

/// An elementwise operation on two arrays.
package enum BinaryOperation: Sendable, Equatable {
    case add, subtract, multiply, divide, maximum, minimum

    var isCommutative: Bool { self != .subtract && self != .divide }

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

/// An operand of an operation on two arrays.
package enum BinaryOperand: Sendable {
    case value(ProgramValue)
    case constant(Tensor)
}

extension ProgramBuilder {
    /// Combines two arrays, at least one of them a value, with broadcasting as in NumPy.
    package func binary(
        _ operation: BinaryOperation, _ first: BinaryOperand, _ second: BinaryOperand, label: String
    ) throws(KernelError) -> ProgramValue {
        let target = broadcast(extents(of: first), extents(of: second))
        var (first, second) = (first, second)
        // The library only broadcasts the second operand.
        if extents(of: first) != target, extents(of: second) == target, operation.isCommutative {
            swap(&first, &second)
        }
        let aligned = try aligned(second, rank: target.count, label: label)
        let whole = try stretched(try self.aligned(first, rank: target.count, label: label), to: target, label: label)
        return try combined(operation, whole, aligned, label: label)
    }

    /// Broadcasts `input` to `extents`.
    package func expanded(_ input: ProgramValue, to extents: [Int], label: String) throws(KernelError) -> ProgramValue {
        let value = try aligned(.value(input), rank: extents.count, label: label)
        let whole = Shape(broadcast(self.extents(of: value), extents))
        guard whole != shape(of: input) else { return input }
        return try combined(.add, .constant(.zeros(whole)), value, label: label)
    }

    private func combined(
        _ operation: BinaryOperation, _ first: BinaryOperand, _ second: BinaryOperand, label: String
    ) throws(KernelError) -> ProgramValue {
        let extents = extents(of: first)
        let detail = "\(label): \(Shape(extents)) and \(Shape(self.extents(of: second)))"
        var arguments: [(Int32, ProgramValue)] = []
        var constants: [(Int32, Layout, Int)] = []
        func layout(_ operand: BinaryOperand, _ number: Int32, wanted: Layout?) throws(KernelError) -> Layout {
            switch operand {
            case .value(let value):
                let converted = if let wanted { try converted(value, to: wanted, label: label) } else { value }
                arguments.append((number, converted))
                return self.layout(of: converted)
            case .constant(let tensor):
                let layout = if let wanted { wanted } else { try native(tensor.shape.extents) }
                let plain = try Layout.plain(tensor.shape.extents)
                constants.append((number, layout, try constant(tensor.values, from: plain, to: layout)))
                return layout
            }
        }
        let sourceLayout = try layout(first, DNNL_ARG_SRC_0, wanted: nil)
        let isWhole = self.extents(of: second) == extents
        let otherLayout = try layout(
            second, DNNL_ARG_SRC_1,
            wanted: isWhole
                ? sourceLayout : try self.layout(self.extents(of: second), beside: sourceLayout, of: extents))
        var description = dnnl_binary_desc_t()
        var (a, b, d) = (sourceLayout.descriptor, otherLayout.descriptor, sourceLayout.descriptor)
        let status = unsafe dnnl_binary_desc_init(&description, operation.algorithm, &a, &b, &d)
        try check(status, "describing \(operation)", detail)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "\(operation)", detail: detail)
        let result = newValue(Shape(extents), sourceLayout)
        append(primitive, arguments, constants: constants, output: result, label: label)
        return result
    }

    private func extents(of operand: BinaryOperand) -> [Int] {
        switch operand {
        case .value(let value): shape(of: value).extents
        case .constant(let tensor): tensor.shape.extents
        }
    }

    private func broadcast(_ first: [Int], _ second: [Int]) -> [Int] {
        let rank = max(first.count, second.count)
        return (0..<rank).map { axis in
            let (i, j) = (axis - rank + first.count, axis - rank + second.count)
            return i >= 0 && first[i] != 1 ? first[i] : j >= 0 ? second[j] : 1
        }
    }

    /// Returns the constant with leading axes of extent 1, so that it has `rank` axes.
    private func aligned(_ operand: BinaryOperand, rank: Int, label: String) throws(KernelError) -> BinaryOperand {
        let extents = extents(of: operand)
        if extents.count == rank { return operand }
        let shape = Shape([Int](repeating: 1, count: rank - extents.count) + extents)
        switch operand {
        case .value(let value): return .value(try reshape(value, to: shape, label: label))
        case .constant(let tensor): return .constant(tensor.reshaped(shape))
        }
    }

    private func stretched(
        _ operand: BinaryOperand, to extents: [Int], label: String
    ) throws(KernelError) -> BinaryOperand {
        if self.extents(of: operand) == extents { return operand }
        switch operand {
        case .value: return .value(try combined(.add, .constant(.zeros(Shape(extents))), operand, label: label))
        case .constant(let tensor):
            var places = [0]
            var step = tensor.values.count
            for (own, extent) in zip(tensor.shape.extents, extents) {
                step /= own
                places = places.flatMap { place in (0..<extent).map { place + (own == 1 ? 0 : $0 * step) } }
            }
            return .constant(Tensor(shape: Shape(extents), values: places.map { tensor.values[$0] }))
        }
    }
}
