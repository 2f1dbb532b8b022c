import Foundation
import Tensors

/// Elementwise operators and reductions on constants.
struct ConstantArithmetic {
    private let context: ShapeContext
    private var node: Node { context.node }

    init(_ context: ShapeContext) {
        self.context = context
    }

    /// Returns the result; nil for an unsupported operator.
    func value(_ inputs: [Constant], _ shape: Shape) throws(GraphError) -> Constant? {
        let name = node.operatorName
        if name == "Cast" { return try cast(inputs[0]) }
        if name == "Where", inputs.count == 3 { return chosen(inputs, shape) }
        if name == "Not", case .integer(let shape, let values) = inputs[0] {
            return .integer(shape: shape, values: values.map { $0 == 0 ? 1 : 0 })
        }
        if let operation = Self.unary[name], inputs.count == 1 {
            switch inputs[0] {
            case .float(let tensor): return .float(Tensor(shape: shape, values: tensor.values.map(operation)))
            case .integer(_, let values): return try integers(values, shape)
            }
        }
        if name == "ReduceProd" || name == "ReduceSum" || name == "ReduceMax" || name == "ReduceMin" {
            return try reduced(inputs[0], shape)
        }
        return try binary(inputs, shape)
    }

    /// Only these operators have integer results for integers.
    private func integers(_ values: [Int], _ shape: Shape) throws(GraphError) -> Constant? {
        switch node.operatorName {
        case "Floor", "Ceil": return .integer(shape: shape, values: values)
        case "Abs", "Neg":
            let keepsPositive = node.operatorName == "Abs"
            var results: [Int] = []
            for value in values {
                results.append(
                    keepsPositive && value >= 0 ? value : try exact(Int.zero.subtractingReportingOverflow(value)))
            }
            return .integer(shape: shape, values: results)
        default: return nil
        }
    }

    private static let unary: [String: @Sendable (Float) -> Float] = [
        "Abs": { abs($0) }, "Ceil": { $0.rounded(.up) }, "Exp": { exp($0) }, "Floor": { $0.rounded(.down) },
        "Log": { log($0) }, "Neg": { -$0 }, "Reciprocal": { 1 / $0 }, "Sqrt": { $0.squareRoot() },
    ]

    private func cast(_ constant: Constant) throws(GraphError) -> Constant {
        let number = try node.integer("to", default: 0)
        guard let type = ElementType(rawValue: Int32(clamping: number)) else {
            throw node.failure("casts to \(ElementType.name(Int32(clamping: number))) are not supported")
        }
        switch (constant, type.isFloat) {
        case (.float, true), (.integer, false):
            guard type == .boolean, case .integer(let shape, let values) = constant else { return constant }
            return .integer(shape: shape, values: values.map { $0 == 0 ? 0 : 1 })
        case (.integer(let shape, let values), true):
            return .float(Tensor(shape: shape, values: values.map { Float($0) }))
        case (.float(let tensor), false):
            guard let wrong = tensor.values.first(where: { !($0.magnitude < 0x1p62) }) else {
                return .integer(
                    shape: tensor.shape,
                    values: tensor.values.map { type == .boolean ? ($0 == 0 ? 0 : 1) : Int($0) })
            }
            throw node.failure("\(wrong) cannot be cast to \(ElementType.name(Int32(clamping: number)))")
        }
    }

    private func chosen(_ inputs: [Constant], _ shape: Shape) -> Constant? {
        guard case .integer(_, let condition) = inputs[0] else { return nil }
        let places = inputs.map { StridedIndices.stretched($0.shape, to: shape) }
        let takes = places[0].map { condition[$0] != 0 }
        if case .integer(_, let a) = inputs[1], case .integer(_, let b) = inputs[2] {
            return .integer(
                shape: shape, values: takes.indices.map { takes[$0] ? a[places[1][$0]] : b[places[2][$0]] })
        }
        let (a, b) = (inputs[1].floats, inputs[2].floats)
        return .float(
            Tensor(shape: shape, values: takes.indices.map { takes[$0] ? a[places[1][$0]] : b[places[2][$0]] }))
    }

    private func reduced(_ constant: Constant, _ shape: Shape) throws(GraphError) -> Constant? {
        guard case .integer(let source, let values) = constant else { return nil }
        let axes = try ShapeRules.reducedAxes(context, rank: source.rank)
        let kept = Shape(source.extents.indices.map { axes.contains($0) ? 1 : source[$0] })
        let places = StridedIndices.stretched(Shape(kept.extents), to: source)
        var results = [Int?](repeating: nil, count: kept.count)
        for (value, place) in zip(values, places) {
            guard let before = results[place] else {
                results[place] = value
                continue
            }
            switch node.operatorName {
            case "ReduceMax": results[place] = max(before, value)
            case "ReduceMin": results[place] = min(before, value)
            case "ReduceSum": results[place] = try exact(before.addingReportingOverflow(value))
            default: results[place] = try exact(before.multipliedReportingOverflow(by: value))
            }
        }
        let empty = node.operatorName == "ReduceProd" ? 1 : 0
        return .integer(shape: shape, values: results.map { $0 ?? empty })
    }

    private func binary(_ inputs: [Constant], _ shape: Shape) throws(GraphError) -> Constant? {
        guard inputs.count == 2 else { return nil }
        let (left, right) = (
            StridedIndices.stretched(inputs[0].shape, to: shape), StridedIndices.stretched(inputs[1].shape, to: shape)
        )
        if let compares = Self.comparisons[node.operatorName] {
            let (a, b) = (inputs[0].floats, inputs[1].floats)
            return .integer(shape: shape, values: zip(left, right).map { compares(a[$0], b[$1]) ? 1 : 0 })
        }
        if case .integer(_, let a) = inputs[0], case .integer(_, let b) = inputs[1] {
            var values: [Int] = []
            for (i, j) in zip(left, right) {
                guard let value = try integer(a[i], b[j]) else { return nil }
                values.append(value)
            }
            return .integer(shape: shape, values: values)
        }
        guard let operation = Self.floats[node.operatorName] else { return nil }
        let (a, b) = (inputs[0].floats, inputs[1].floats)
        return .float(Tensor(shape: shape, values: zip(left, right).map { operation(a[$0], b[$1]) }))
    }

    private static let floats: [String: @Sendable (Float, Float) -> Float] = [
        "Add": { $0 + $1 }, "Div": { $0 / $1 }, "Max": { max($0, $1) }, "Min": { min($0, $1) }, "Mul": { $0 * $1 },
        "Pow": { pow($0, $1) }, "Sub": { $0 - $1 },
    ]

    private static let comparisons: [String: @Sendable (Float, Float) -> Bool] = [
        "And": { $0 != 0 && $1 != 0 }, "Equal": { $0 == $1 }, "Greater": { $0 > $1 },
        "GreaterOrEqual": { $0 >= $1 }, "Less": { $0 < $1 }, "LessOrEqual": { $0 <= $1 },
        "Or": { $0 != 0 || $1 != 0 },
    ]

    private func integer(_ a: Int, _ b: Int) throws(GraphError) -> Int? {
        switch node.operatorName {
        case "Add": return try exact(a.addingReportingOverflow(b))
        case "Sub": return try exact(a.subtractingReportingOverflow(b))
        case "Mul": return try exact(a.multipliedReportingOverflow(by: b))
        case "Div": return try exact(a.dividedReportingOverflow(by: b))
        case "Mod":
            let remainder = try exact(a.remainderReportingOverflow(dividingBy: b))
            return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
        case "Max": return max(a, b)
        case "Min": return min(a, b)
        default: return nil
        }
    }

    private func exact(_ result: (partialValue: Int, overflow: Bool)) throws(GraphError) -> Int {
        guard !result.overflow else { throw node.failure("overflow or division by zero in shape arithmetic") }
        return result.partialValue
    }
}
