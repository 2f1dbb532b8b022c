import Kernels
import Tensors
import Testing

/// Elements that move and do not change, against loops over every index.
struct RearrangementTests {
    private func strides(_ extents: [Int]) -> [Int] {
        extents.indices.map { extents.dropFirst($0 + 1).reduce(1, *) }
    }

    private func indices(_ extents: [Int]) -> [[Int]] {
        extents.reduce([[]]) { list, extent in list.flatMap { head in (0..<extent).map { head + [$0] } } }
    }

    @Test(arguments: [[0, 2, 3, 1], [0, 3, 1, 2], [3, 2, 1, 0], [1, 0, 2, 3], [0, 1, 2, 3]], [false, true])
    func transposed(_ order: [Int], _ usesBlocks: Bool) throws {
        var noise = Noise(21)
        let input = noise.tensor([2, 16, 3, 4])
        let result = try run(input, usesBlocks: usesBlocks) { builder, value in
            let moved = try builder.activation(value, .linear(slope: 1, offset: 0), label: "a")
            return try builder.transpose(moved, order: order, label: "t")
        }
        let own = strides(input.shape.extents)
        let extents = order.map { input.shape[$0] }
        let expected = indices(extents).map { index in
            input.values[zip(order, index).reduce(0) { $0 + own[$1.0] * $1.1 }]
        }
        #expect(result == Tensor(shape: Shape(extents), values: expected))
    }

    @Test(arguments: [([0, 0, 0, 0], [2, 16, 3, 4]), ([1, 3, 1, 2], [1, 7, 2, 2]), ([0, 15, 2, 3], [2, 1, 1, 1])])
    func sliced(_ starts: [Int], _ extents: [Int]) throws {
        var noise = Noise(22)
        let input = noise.tensor([2, 16, 3, 4])
        let own = strides(input.shape.extents)
        let expected = indices(extents).map { index in
            input.values[zip(zip(starts, index), own).reduce(0) { $0 + ($1.0.0 + $1.0.1) * $1.1 }]
        }
        for usesBlocks in [false, true] {
            let result = try run(input, usesBlocks: usesBlocks) { builder, value in
                try builder.slice(value, from: starts, extents: extents, label: "s")
            }
            #expect(result == Tensor(shape: Shape(extents), values: expected))
        }
    }

    @Test func padded() throws {
        let input = Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4])
        let result = try run(input) { builder, value in
            try builder.padding(value, before: [0, 0, 1, 0], after: [0, 0, 0, 2], value: 9, label: "p")
        }
        #expect(result == Tensor(shape: [1, 1, 3, 4], values: [9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9]))
    }

    @Test func concatenatedAlongEveryAxis() throws {
        var noise = Noise(23)
        let input = noise.tensor([2, 16, 3, 4])
        let other = noise.tensor([2, 16, 3, 4])
        for axis in 0..<4 {
            let result = try run(input) { builder, value in
                try builder.concatenation([.value(value), .constant(other)], axis: axis, label: "c")
            }
            var extents = input.shape.extents
            extents[axis] *= 2
            let own = strides(input.shape.extents)
            let expected = indices(extents).map { index in
                var inside = index
                inside[axis] %= input.shape[axis]
                let place = zip(inside, own).reduce(0) { $0 + $1.0 * $1.1 }
                return index[axis] < input.shape[axis] ? input.values[place] : other.values[place]
            }
            #expect(result == Tensor(shape: Shape(extents), values: expected), "axis \(axis)")
        }
    }

    @Test func layerNormalizationByHand() throws {
        let input = Tensor(shape: [1, 2, 4], values: [1, 2, 3, 4, 2, 2, 2, 2])
        let result = try run(input) { builder, value in
            try builder.layerNormalization(
                value, axis: 2, scale: [1, 1, 1, 2], shift: [0, 0, 0, 5], epsilon: 1e-5, label: "n")
        }
        // Mean 2.5 and variance 1.25; the second row does not vary.
        let expected: [Float] = [-1.3416355, -0.4472118, 0.4472118, 7.683271, 0, 0, 0, 5]
        #expect(worstError(result, Tensor(shape: [1, 2, 4], values: expected)) < 1e-5)
    }
}
