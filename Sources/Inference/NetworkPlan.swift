import Kernels
package import Tensors

/// A complete network prepared for inputs of fixed shapes, for benchmarks; it does not need a head.
package final class NetworkPlan: Sendable {
    let plan: CheckedPlan
    /// The multiply-adds for one image.
    package let multiplyAdds: Int

    /// Prepares the network's first output for one image at a time, computed by `threads` threads together.
    package init(
        _ network: Network, channels: Int, height: Int, width: Int, precision: Precision = .f32, threads: Int = 1
    ) throws(InferenceError) {
        let layers = try network.layers(inputs: [try network.imageInput().name: [1, channels, height, width]])
        plan = try CheckedPlan(
            layers, wanted: layers.outputs.first.map { [$0] } ?? [], precision: precision,
            threads: threads)
        multiplyAdds = layers.multiplyAdds(batch: 1)
    }

    /// The operations with the implementations chosen by the numerical library.
    package var implementations: [(label: String, implementation: String)] { plan.plan.program.implementations }
}

/// The running time of one operation of a network.
package struct OperationTime: Sendable, Equatable {
    /// The ONNX nodes of the operation; `(layout)` after them marks a change of layout.
    package let label: String
    /// The numerical library's name of the implementation.
    package let implementation: String
    package let seconds: Double
    /// The multiply-adds for one image; 0 for operations without weights.
    package let multiplyAdds: Int
}

/// One thread's use of a `NetworkPlan`.
package final class NetworkRun {
    private let run: PlanRun
    private let plan: NetworkPlan

    /// Allocates the buffers and fills the input with a ramp in [-1, 1].
    package init(_ plan: NetworkPlan) throws(InferenceError) {
        self.plan = plan
        run = try PlanRun(plan.plan)
        run.write(input: 0) { span in
            for index in span.indices { span[index] = Float(index % 255) / 127 - 1 }
        }
    }

    /// Runs the network once.
    package func execute() throws(InferenceError) { try run.execute() }

    /// Runs the network `rounds` times and returns the shortest time of each operation in seconds, in order.
    package func operationTimes(rounds: Int) throws(InferenceError) -> [OperationTime] {
        var best = [Double](repeating: .infinity, count: plan.implementations.count)
        for _ in 0..<max(1, rounds) {
            let seconds = try run.timedRun()
            for index in best.indices { best[index] = min(best[index], seconds[index]) }
        }
        return zip(plan.implementations, best).map { operation, seconds in
            OperationTime(
                label: operation.label, implementation: operation.implementation, seconds: seconds,
                multiplyAdds: plan.plan.plan.multiplyAdds[operation.label] ?? 0)
        }
    }
}
