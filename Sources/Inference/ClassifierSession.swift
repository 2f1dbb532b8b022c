import Kernels
public import Tensors
public import Units

/// A classifier prepared for batches of one size, shared by the threads that run it.
public final class ClassifierPlan: Sendable {
    public let classifier: Classifier
    public let batch: Int
    /// [N, C, H, W]
    public let inputShape: Shape
    let plan: CheckedPlan

    /// Prepares the network for `batch` images at once. Fewer are padded, so that results never depend on how many
    /// images happened to be left.
    public init(
        _ network: Network, classifier: Classifier, batch: Int, channels: Int, height: Int, width: Int
    ) throws(InferenceError) {
        precondition(batch > 0, "a batch of \(batch)")
        self.classifier = classifier
        self.batch = batch
        inputShape = [batch, channels, height, width]
        let layers = try network.layers(inputs: [try network.imageInput().name: inputShape])
        let maps = classifier.saturation?.value ?? classifier.layer
        plan = try CheckedPlan(layers, wanted: [maps] + (classifier.logits.map { [$0] } ?? []))
    }

    /// Every operation with the numerical library's implementation of it.
    public var implementations: [(label: String, implementation: String)] { plan.plan.program.implementations }

    /// Bytes that each thread needs, weights aside.
    public var workspaceByteCount: Int { plan.plan.program.workspaceByteCount }
}

/// One thread's use of a classifier.
public final class ClassifierSession {
    public let plan: ClassifierPlan
    private let run: PlanRun

    /// Allocates the thread's buffers.
    public init(_ plan: ClassifierPlan) throws(InferenceError) {
        self.plan = plan
        run = try PlanRun(plan.plan)
    }

    /// Observes `count` images, at most the plan's batch, which `fill` writes one after another as [C, H, W]; the rest
    /// of the input is zeroed.
    public func observe<Failure: Error>(
        count: Int, fill: (inout MutableSpan<Float>) throws(Failure) -> Void
    ) throws -> [Observation] {
        precondition(count >= 0 && count <= plan.batch, "\(count) images in a batch of \(plan.batch)")
        let imageCount = plan.inputShape.count / plan.batch
        try run.write(input: 0) { (span: inout MutableSpan<Float>) throws(Failure) in
            try fill(&span)
            for index in count * imageCount..<span.count { span[index] = 0 }
        }
        try run.execute()
        return (0..<count).map { observation($0) }
    }

    /// Runs the network on whatever the input holds, without reading anything: for timing.
    public func execute() throws(InferenceError) { try run.execute() }

    private func observation(_ image: Int) -> Observation {
        let classifier = plan.classifier
        let cells = classifier.mapHeight * classifier.mapWidth
        let size = classifier.unitCount * cells
        var maps: [Float] = []
        maps.reserveCapacity(size)
        run.read(
            classifier.saturation?.value ?? classifier.layer, from: image * size, count: size, into: &maps)
        var peaks = [Int](repeating: 0, count: classifier.unitCount)
        for unit in peaks.indices {
            var best = unit * cells
            for index in unit * cells..<(unit + 1) * cells where maps[index] > maps[best] { best = index }
            peaks[unit] = best - unit * cells
        }
        if let saturation = classifier.saturation {
            for index in maps.indices { maps[index] = min(max(maps[index], saturation.lower), saturation.upper) }
        }
        var logits: [Float] = []
        if let name = classifier.logits, let head = classifier.head {
            run.read(name, from: image * head.classCount, count: head.classCount, into: &logits)
        }
        return Observation(
            maps: Tensor(shape: [classifier.unitCount, classifier.mapHeight, classifier.mapWidth], values: maps),
            peaks: peaks, logits: logits)
    }
}
