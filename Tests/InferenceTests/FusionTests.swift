import Kernels
import Tensors
import TestSupport
import Testing

@testable import Inference

/// What a plan fuses and reuses does not change what it computes.
struct FusionTests {
    private func run(_ plan: Plan, _ input: Tensor) throws -> [String: Tensor] {
        let run = try ProgramRun(plan.program)
        run.write(input: 0) { span in
            for index in span.indices { span[index] = input.values[index] }
        }
        _ = try run.run()
        return plan.outputs.mapValues { run.tensor(output: $0) }
    }

    @Test(arguments: 0..<60)
    func fusedAndNodeByNodeAgree(_ trial: Int) throws {
        let random = RandomGraph(seed: UInt64(trial) + 1)
        var generator = SeededGenerator(seed: UInt64(trial) + 77)
        var builder = random.builder
        guard let last = random.maps.last else { return }
        builder.output(last.name)
        // What else is wanted is kept from being fused away.
        let others = random.maps.dropFirst().dropLast().map { $0.name }.shuffled(using: &generator)
        let wanted = [last.name] + others.prefix(trial % 3)
        let shape = Shape([1] + RandomGraph.inputExtents)
        let network = Network(graph: builder.graph, path: "random \(trial)")
        let layers = try network.layers(inputs: ["image": shape])
        setNetworkThreads(1)
        let fused = try Plan(layers, wanted: wanted)
        let plain = try Plan(layers, wanted: wanted, isFused: false)
        for image in 0..<2 {
            let input = Tensor.random(shape, seed: UInt64(trial * 10 + image))
            let (first, second) = (try run(fused, input), try run(plain, input))
            for name in wanted {
                let (a, b) = (try #require(first[name]), try #require(second[name]))
                #expect(a.shape == b.shape)
                let largest = b.values.reduce(Float(1e-3)) { max($0, abs($1)) }
                let worst = zip(a.values, b.values).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
                #expect(worst <= 2e-5 * largest, "\(name), \(worst) of \(largest)")
            }
        }
    }

    /// A convolution whose input is also the shortcut: the sum must not overwrite what is still read.
    @Test func aResidualOverItsOwnInput() throws {
        var builder = GraphBuilder()
        let x = builder.input("image", [1, 3, 6, 6])
        let a = builder.relu(builder.conv(x, weights: .random([8, 3, 1, 1], seed: 1)))
        let b = builder.conv(a, weights: .random([8, 8, 3, 3], seed: 2), pads: [1, 1, 1, 1])
        builder.output(builder.add(b, a))
        let input = Tensor.random([1, 3, 6, 6], seed: 3)
        let layers = try Network(graph: builder.graph, path: "").layers(inputs: ["image": input.shape])
        setNetworkThreads(1)
        let name = layers.outputs[0]
        let fused = try #require(try run(Plan(layers, wanted: [name]), input)[name])
        let plain = try #require(try run(Plan(layers, wanted: [name], isFused: false), input)[name])
        #expect(zip(fused.values, plain.values).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    /// oneDNN falls back to slow reference code where a layout does not suit it.
    @Test(
        .enabled(if: SharedData.isThere, "../shared/data is missing"),
        arguments: [
            ("mobilenet_v1_075", 224), ("squeezenet_v1_0", 227),
        ])
    func realNetworksUseNoReferenceCode(_ name: String, _ side: Int) throws {
        let network = try Network(path: SharedData.path("models/\(name)/model.onnx"))
        let classifier = try network.classifier(channels: 3, height: side, width: side)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: side, width: side)
        #expect(!plan.implementations.isEmpty)
        for (label, implementation) in plan.implementations {
            #expect(!implementation.hasPrefix("ref"), "\(label): \(implementation)")
        }
    }

    @Test func convolutionsOfAResidualBlockUseNoReferenceCode() throws {
        var builder = GraphBuilder()
        let x = builder.input("image", [1, 3, 32, 32])
        var y = builder.relu(builder.conv(x, weights: .random([32, 3, 3, 3], seed: 1), pads: [1, 1, 1, 1]))
        for seed in [2, 3] as [UInt64] {
            let branch = builder.conv(y, weights: .random([32, 32, 3, 3], seed: seed), pads: [1, 1, 1, 1])
            y = builder.relu(builder.add(branch, y))
        }
        let z = builder.concat([y, builder.maxPool(y, kernel: [3, 3], pads: [1, 1, 1, 1])])
        builder.output(builder.conv(z, weights: .random([16, 64, 1, 1], seed: 9)))
        let network = Network(graph: builder.graph, path: "")
        let plan = try NetworkPlan(network, channels: 3, height: 32, width: 32)
        for (label, implementation) in plan.implementations {
            #expect(!implementation.hasPrefix("ref"), "\(label): \(implementation)")
        }
    }
}
