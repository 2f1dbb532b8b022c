import Kernels
import Tensors
import Testing

@Suite struct PoolingTests {
    @Test(arguments: [PoolingKind.maximum, .average(includesPadding: true), .average(includesPadding: false)])
    func equalsThePlainLoops(_ kind: PoolingKind) throws {
        var noise = Noise(5)
        for (kernel, strides, pads, extents) in [
            ([3, 3], [2, 2], [0, 0, 0, 0], [5, 4]), ([3, 3], [2, 2], [1, 1, 1, 1], [6, 5]),
            ([2, 2], [2, 2], [0, 0, 1, 1], [6, 5]), ([3, 2], [1, 1], [1, 0, 1, 1], [11, 9]),
        ] {
            let input = noise.tensor([2, 8, 11, 9])
            let geometry = PoolingGeometry(kernel: kernel, strides: strides, pads: pads)
            let result = try run(input) { builder, value in
                try builder.pooling(value, kind: kind, geometry: geometry, extents: extents, label: "p")
            }
            #expect(worstError(result, NaiveKernels.pooling(input, kind, geometry, extents)) < 1e-6, "\(geometry)")
        }
    }
}

@Suite struct ArrangementTests {
    @Test func concatenationAndReshapeKeepEveryElement() throws {
        var noise = Noise(6)
        let input = noise.tensor([2, 3, 2, 2])
        let result = try run(input) { builder, value in
            let both = try builder.concatenation([.value(value), .value(value)], axis: 1, label: "c")
            return try builder.reshape(both, to: [2, 24], label: "r")
        }
        let images = (0..<2).map { input.slice($0).values }
        let expected = images.flatMap { $0 + $0 }
        #expect(result == Tensor(shape: [2, 24], values: expected))
    }

    @Test func softmaxSumsToOneAndKeepsOrder() throws {
        let input = Tensor(shape: [1, 3], values: [1, 3, 2])
        let result = try run(input) { builder, value in try builder.softmax(value, axis: 1, label: "s") }
        let expected: [Float] = [0.09003057, 0.66524096, 0.24472847]
        #expect(worstError(result, Tensor(shape: [1, 3], values: expected)) < 1e-6)
    }

    @Test func linearIsAMatrixProduct() throws {
        let weights = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        let result = try run(Tensor(shape: [1, 3], values: [1, 0, -1])) { builder, value in
            try builder.linear(value, weights: weights, bias: [10, 20], label: "l")
        }
        #expect(result.values == [8, 18])
        #expect(
            MatrixProduct.timesTranspose(Tensor(shape: [1, 3], values: [1, 0, -1]), weights).values == [-2, -2])
        #expect(
            MatrixProduct.times(weights, Tensor(shape: [3, 1], values: [1, 0, -1])).values == [-2, -2])
    }

    @Test func binaryRepeatsAConstantAlongItsAxesOfOne() throws {
        let input = Tensor(shape: [1, 2, 1, 2], values: [1, 2, 3, 4])
        let result = try run(input) { builder, value in
            try builder.binary(
                .multiply, .value(value), .constant(Tensor(shape: [1, 2, 1, 1], values: [10, 100])), label: "m")
        }
        #expect(result.values == [10, 20, 300, 400])
    }
}

@Suite struct ProgramTests {
    @Test func probesReportTheLargestMagnitudeAndSeeInfinities() throws {
        let builder = ProgramBuilder()
        let value = try builder.input([1, 20])
        _ = builder.probe(value)
        let doubled = try builder.activation(value, .linear(slope: 2, offset: 0), label: "d")
        _ = builder.probe(doubled)
        try builder.output(doubled, label: "o")
        let run = try ProgramRun(try builder.build())
        run.write(input: 0) { span in for index in span.indices { span[index] = Float(index) - 15 } }
        #expect(try run.run() == [15, 30])
        run.write(input: 0) { span in span[19] = 3e38 }
        #expect(try run.run().last?.isInfinite == true)
        run.write(input: 0) { span in span[19] = .nan }
        #expect(try run.run().last?.isNaN == true)
    }

    @Test func threadsShareAProgramAndAgree() async throws {
        var noise = Noise(7)
        let input = noise.tensor([4, 16, 14, 14])
        let builder = ProgramBuilder()
        var value = try builder.input(input.shape)
        for layer in 0..<6 {
            value = try builder.convolution(
                value, weights: noise.tensor([16, 16, 3, 3]), bias: noise.tensor([16]).values,
                geometry: ConvolutionGeometry(pads: [1, 1, 1, 1]), post: [.activation(.clip(lower: 0, upper: 6))],
                label: "\(layer)")
        }
        try builder.output(value, label: "o")
        let program = try builder.build()
        let results = try await withThrowingTaskGroup(of: [Tensor].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let run = try ProgramRun(program)
                    return try (0..<10).map { _ in
                        run.write(input: 0) { span in for index in span.indices { span[index] = input.values[index] } }
                        try run.run()
                        return run.tensor(output: 0)
                    }
                }
            }
            return try await group.reduce(into: [Tensor]()) { $0 += $1 }
        }
        #expect(results.count == 40)
        #expect(results.allSatisfy { $0 == results[0] })
    }
}
