import Kernels
import Tensors
import Testing

/// Arithmetic on two values of different shapes, and reductions, against loops over every index.
struct BroadcastTests {
    private static let operations: [(BinaryOperation, @Sendable (Float, Float) -> Float)] = [
        (.add, { $0 + $1 }), (.subtract, { $0 - $1 }), (.multiply, { $0 * $1 }), (.divide, { $0 / $1 }),
        (.maximum, { max($0, $1) }), (.minimum, { min($0, $1) }),
    ]

    /// Element of `tensor` at the place that broadcasts to `index`.
    private func element(_ tensor: Tensor, at index: [Int]) -> Float {
        let missing = index.count - tensor.shape.rank
        var place = 0
        for axis in 0..<tensor.shape.rank {
            place = place * tensor.shape[axis] + (tensor.shape[axis] == 1 ? 0 : index[axis + missing])
        }
        return tensor.values[place]
    }

    private func indices(_ extents: [Int]) -> [[Int]] {
        extents.reduce([[]]) { list, extent in list.flatMap { head in (0..<extent).map { head + [$0] } } }
    }

    @Test(arguments: [
        ([2, 3, 4, 5], [2, 3, 4, 5]), ([2, 16, 4, 5], [1, 16, 1, 1]), ([2, 16, 4, 5], [16, 1, 1]),
        ([2, 16, 3, 3], [1]),
        ([2, 16, 3, 3], [2, 1, 3, 3]), ([2, 16, 1, 1], [2, 16, 3, 3]), ([2, 7], [2, 7]), ([2, 7], [1, 7]),
        ([2, 1, 4], [2, 3, 1]),
    ])
    func withAConstant(_ shape: [Int], _ other: [Int]) throws {
        var noise = Noise(9)
        let a = noise.tensor(Shape(shape))
        let constant = Tensor(
            shape: Shape(other), values: noise.tensor(Shape(other)).values.map { $0 < 0 ? $0 - 1 : $0 + 1 })
        for (operation, formula) in Self.operations {
            for isFirst in [true, false] {
                let result = try run(a) { builder, value in
                    isFirst
                        ? try builder.binary(operation, .value(value), .constant(constant), label: "b")
                        : try builder.binary(operation, .constant(constant), .value(value), label: "b")
                }
                if operation == .divide, !isFirst { continue }
                let extents = result.shape.extents
                let expected = indices(extents).map { index in
                    let (x, y) = (element(a, at: index), element(constant, at: index))
                    return isFirst ? formula(x, y) : formula(y, x)
                }
                #expect(
                    worstError(result, Tensor(shape: result.shape, values: expected)) < 1e-6, "\(operation) \(isFirst)")
            }
        }
    }

    @Test func ofTwoValues() throws {
        var noise = Noise(10)
        let input = noise.tensor([2, 16, 5, 3])
        for (operation, formula) in Self.operations where operation != .divide {
            let result = try run(input) { builder, value in
                let mean = try builder.reduction(value, .mean, axes: [2, 3], label: "m")
                return try builder.binary(operation, .value(value), .value(mean), label: "b")
            }
            let means = (0..<32).map { plane in input.values[15 * plane..<15 * plane + 15].reduce(0, +) / 15 }
            let expected = input.values.enumerated().map { formula($0.element, means[$0.offset / 15]) }
            #expect(worstError(result, Tensor(shape: input.shape, values: expected)) < 1e-6, "\(operation)")
        }
    }

    @Test(arguments: [[2, 3], [1], [0, 2], [3], [1, 2, 3]]) func reductions(_ axes: [Int]) throws {
        var noise = Noise(11)
        let input = noise.tensor([2, 16, 3, 4])
        let kinds: [(ReductionKind, ([Double]) -> Double)] = [
            (.mean, { $0.reduce(0, +) / Double($0.count) }), (.sum, { $0.reduce(0, +) }),
            (.product, { $0.reduce(1, *) }), (.maximum, { $0.max() ?? 0 }), (.minimum, { $0.min() ?? 0 }),
        ]
        for (kind, formula) in kinds {
            let result = try run(input) { builder, value in
                try builder.reduction(value, kind, axes: axes, label: "r")
            }
            let kept = input.shape.extents.enumerated().map { axes.contains($0.offset) ? 1 : $0.element }
            var groups: [[Int]: [Double]] = [:]
            for (index, value) in zip(indices(input.shape.extents), input.values) {
                groups[index.enumerated().map { axes.contains($0.offset) ? 0 : $0.element }, default: []].append(
                    Double(value))
            }
            let expected = indices(kept).map { Float(formula(groups[$0] ?? [])) }
            #expect(result.shape == Shape(kept))
            #expect(worstError(result, Tensor(shape: Shape(kept), values: expected)) < 1e-5, "\(kind)")
        }
    }
}
