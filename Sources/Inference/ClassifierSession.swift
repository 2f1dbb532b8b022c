import Kernels
package import Tensors
package import Units

/// A classifier prepared to run one image at a time, shared by the threads that run it.
///
/// Running one image at a time keeps the buffers in the core's cache, was faster than larger batches on all measured
/// networks, and makes results independent of how images are grouped.
package final class ClassifierPlan: Sendable {
    package let classifier: Classifier
    /// The shape of the input, [1, C, H, W].
    package let inputShape: Shape
    let plan: CheckedPlan

    /// Prepares the network for images of the given extents.
    package init(
        _ network: Network, classifier: Classifier, channels: Int, height: Int, width: Int, precision: Precision = .f32
    ) throws(InferenceError) {
        self.classifier = classifier
        inputShape = [1, channels, height, width]
        let layers = try network.layers(for: classifier, input: inputShape)
        let maps = classifier.saturation?.value ?? classifier.layer
        plan = try CheckedPlan(layers, wanted: [maps] + (classifier.logits.map { [$0] } ?? []), precision: precision)
    }

    /// Returns every operation with the implementation that the numerical library chose.
    package var implementations: [(label: String, implementation: String)] { plan.plan.program.implementations }

    /// The bytes that each thread needs, not counting weights.
    package var workspaceByteCount: Int { plan.plan.program.workspaceByteCount }
}

/// One thread's use of a classifier.
package final class ClassifierSession {
    package let plan: ClassifierPlan
    private let run: PlanRun

    /// Allocates the thread's buffers.
    package init(_ plan: ClassifierPlan) throws(InferenceError) {
        self.plan = plan
        run = try PlanRun(plan.plan)
    }

    /// Runs the network on one image, which `fill` writes as [C, H, W], and returns its maps and logits.
    package func observe(fill: (inout MutableSpan<Float>) -> Void) throws(InferenceError) -> Observation {
        run.write(input: 0) { span in fill(&span) }
        try run.execute()
        return observation()
    }

    /// Runs the network on the current input without reading any output, for timing.
    package func execute() throws(InferenceError) { try run.execute() }

    private func observation() -> Observation {
        let classifier = plan.classifier
        let cells = classifier.mapHeight * classifier.mapWidth
        let size = classifier.unitCount * cells
        let shape: Shape = [classifier.unitCount, classifier.mapHeight, classifier.mapWidth]
        var maps: [Float] = []
        maps.reserveCapacity(size)
        run.read(
            classifier.saturation?.value ?? classifier.layer, from: 0, count: size, into: &maps)
        var peaks = [Int](repeating: 0, count: classifier.unitCount)
        for unit in peaks.indices {
            var best = unit * cells
            for index in unit * cells..<(unit + 1) * cells where maps[index] > maps[best] { best = index }
            peaks[unit] = best - unit * cells
        }
        var unclipped: Tensor?
        if let saturation = classifier.saturation {
            for index in maps.indices { maps[index] = max(maps[index], saturation.lower) }
            if saturation.hasUpperBound {
                unclipped = Tensor(shape: shape, values: maps)
                for index in maps.indices { maps[index] = min(maps[index], saturation.upper) }
            }
        }
        var logits: [Float] = []
        if let name = classifier.logits, let head = classifier.head {
            run.read(name, from: 0, count: head.classCount, into: &logits)
        }
        return Observation(
            maps: Tensor(shape: shape, values: maps), unclipped: unclipped, peaks: peaks, logits: logits)
    }
}
