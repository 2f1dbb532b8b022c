import Units
import Kernels
import Tensors

/// A layer graph compiled to a program for one batch size, with the indices of the requested values.
struct Plan: Sendable {
    let program: Program
    /// The index of each requested value among the program's outputs.
    let outputs: [String: Int]
    /// The values whose magnitudes each run reports, in order.
    let probes: [String]
    /// Whether the magnitudes cannot prove that a run is finite.
    let isUnprovable: Bool
    /// The multiply-adds of each layer for one image, by label.
    let multiplyAdds: [String: Int]

    /// Prepares the layers that `wanted` depends on, `fused` or node by node with every value probed.
    init(
        _ graph: LayerGraph, wanted: [String], precision: Precision = .f32, isFused: Bool = true
    ) throws(InferenceError) {
        let graph = try graph.optimized(for: wanted, isFused: isFused)
        if let layer = graph.layers.first(where: \.isErrorFunction) {
            throw .unsupported(
                node: layer.nodes.first ?? "", operatorName: layer.operatorName,
                reason: "it is supported only as a part of GELU, x · (1 + erf(x / √2)) / 2")
        }
        let bound = isFused ? MagnitudeBound(graph) : nil
        let probes = bound?.probes ?? graph.inputs + graph.layers.map(\.output)
        isUnprovable = bound?.isUnprovable ?? false
        self.probes = probes

        let builder = ProgramBuilder(precision: precision, usesBlocks: true)
        let layers = graph
        let (program, outputs) = try kernel { () throws(KernelError) in
            var values: [String: ProgramValue] = [:]
            for input in layers.inputs { values[input] = try builder.input(layers.shape(input)) }
            for layer in layers.layers { values[layer.output] = try builder.append(layer, layers, values) }
            var places: [String: Int] = [:]
            for name in wanted {
                if let value = values[name] { places[name] = try builder.output(value, label: name) }
            }
            for name in probes {
                if let value = values[name] { _ = builder.probe(value) }
            }
            return (try builder.build(), places)
        }
        self.program = program
        multiplyAdds = layers.layers.reduce(into: [:]) { $0[$1.label] = layers.multiplyAdds(of: $1) }
        self.outputs = outputs
    }
}

extension LayerGraph {
    /// Returns the layers that `wanted` depends on, with layers fused.
    func optimized(for wanted: [String], isFused: Bool = true) throws(InferenceError) -> LayerGraph {
        let kept = Set(wanted)
        let graph = reduced(to: wanted).fusingGates(keeping: kept).reduced(to: wanted)
        guard isFused else { return graph }
        return try graph.foldingPads(keeping: kept).fusingLayerNormalizations(keeping: kept)
            .reduced(to: wanted).foldingScaleShifts(keeping: kept).foldingAddends(keeping: kept)
            .fusingResiduals(keeping: kept).fusingActivations(keeping: kept)
    }
}
