import Kernels
public import Tensors

/// A whole network, without a reading of its head, prepared for inputs of fixed shapes: for timing.
public final class NetworkPlan: Sendable {
    let plan: CheckedPlan
    /// Multiply-adds of one image.
    public let multiplyAdds: Int

    /// Prepares the network's first output for one image at a time, which `threads` threads compute together.
    public init(
        _ network: Network, channels: Int, height: Int, width: Int, precision: Precision = .f32, threads: Int = 1
    ) throws(InferenceError) {
        let layers = try network.layers(inputs: [try network.imageInput().name: [1, channels, height, width]])
        plan = try CheckedPlan(
            layers, wanted: layers.outputs.first.map { [$0] } ?? [], precision: precision,
            threads: threads)
        multiplyAdds = layers.multiplyAdds(batch: 1)
    }

    /// Every operation with the numerical library's implementation of it.
    public var implementations: [(label: String, implementation: String)] { plan.plan.program.implementations }
}

/// One thread's use of a `NetworkPlan`.
public final class NetworkRun {
    private let run: PlanRun

    /// Allocates the buffers and fills the input with a ramp in [-1, 1].
    public init(_ plan: NetworkPlan) throws(InferenceError) {
        run = try PlanRun(plan.plan)
        run.write(input: 0) { span in
            for index in span.indices { span[index] = Float(index % 255) / 127 - 1 }
        }
    }

    /// Runs the network once.
    public func execute() throws(InferenceError) { try run.execute() }
}
