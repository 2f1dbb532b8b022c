import Kernels
import Synchronization
import Tensors

/// A plan, and a slower one that locates the first value that is not finite; shared by the threads of a run.
final class CheckedPlan: Sendable {
    let plan: Plan
    private let graph: LayerGraph
    private let wanted: [String]
    private let nodeByNode = Mutex<Plan?>(nil)
    /// The number of threads that run one image together; primitives are created for this number.
    let threads: Int

    init(
        _ graph: LayerGraph, wanted: [String], precision: Precision = .f32, threads: Int = 1
    ) throws(InferenceError) {
        guard precision.isSupported else { throw .unsupportedPrecision(precision) }
        self.graph = graph
        self.wanted = wanted
        self.threads = threads
        setNetworkThreads(threads)
        plan = try Plan(graph, wanted: wanted, precision: precision)
    }

    /// Runs the unfused network on `input`; throws if a node's output contains an infinite value or NaN.
    func diagnose(_ inputs: [[Float]]) throws(InferenceError) {
        let cached = nodeByNode.withLock { $0 }
        let plan: Plan
        if let cached { plan = cached } else { plan = try Plan(graph, wanted: wanted, isFused: false) }
        nodeByNode.withLock { $0 = plan }
        let magnitudes = try kernel { () throws(KernelError) in
            let run = try ProgramRun(plan.program)
            for (index, values) in inputs.enumerated() {
                run.write(input: index) { span in
                    for element in values.indices { span[element] = values[element] }
                }
            }
            return try run.run()
        }
        guard let place = magnitudes.firstIndex(where: { !$0.isFinite }) else { return }
        let value = plan.probes[place]
        guard let layer = graph.producer(of: value) else {
            throw .badInput(name: value, reason: "it contains an infinite value or NaN")
        }
        throw .nonFinite(node: layer.nodes.first ?? value, place: "in “\(value)”, \(layer.operatorName)")
    }
}

/// One thread's run of a plan.
final class PlanRun {
    private let checked: CheckedPlan
    private let run: ProgramRun

    init(_ plan: CheckedPlan) throws(InferenceError) {
        setNetworkThreads(plan.threads)
        checked = plan
        run = try kernel { () throws(KernelError) in try ProgramRun(plan.plan.program) }
    }

    func write<Failure: Error>(
        input: Int, _ body: (inout MutableSpan<Float>) throws(Failure) -> Void
    ) throws(Failure) { try run.write(input: input, body) }

    /// Runs the plan and checks that all values were finite.
    func execute() throws(InferenceError) {
        let magnitudes = try kernel { () throws(KernelError) in try run.run() }
        if checked.plan.isUnprovable || !magnitudes.allSatisfy({ $0 <= MagnitudeBound.probeLimit }) {
            try checked.diagnose(run.program.inputShapes.indices.map { run.values(input: $0) })
        }
    }

    /// Runs the plan and returns the seconds of each operation.
    func timedRun() throws(InferenceError) -> [Double] {
        try kernel { () throws(KernelError) in try run.timedRun() }
    }

    func read(_ value: String, from start: Int, count: Int, into result: inout [Float]) {
        guard let output = checked.plan.outputs[value] else { return }
        run.read(output: output, from: start, count: count, into: &result)
    }

    func tensor(_ value: String) -> Tensor? {
        checked.plan.outputs[value].map { run.tensor(output: $0) }
    }
}
