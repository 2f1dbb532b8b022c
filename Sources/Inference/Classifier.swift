import Kernels
import Tensors
package import Units

/// The classifier found in a network: the layer whose channels are the units, and the head on them.
package struct Classifier: Sendable {
    /// The value whose channels are the units, after its activation function.
    package let layer: String
    package let unitCount: Int
    package let mapHeight: Int
    package let mapWidth: Int
    /// The native head; nil if the network has none or it does not use the chosen layer.
    package let head: Head?
    /// The value that holds the logits [N, K], before any softmax.
    package let logits: String?
    /// Nodes of the head, from the pooling to the logits.
    package let headNodes: [String]
    /// The value before the layer's final Clip and the Clip's bounds; nil if it does not end in one.
    package let saturation: Saturation?
    /// Why there is no native head; nil if there is one.
    package internal(set) var reasonWithoutHead: String?
    /// The number of the backbone's last strides that were replaced by dilations.
    package internal(set) var dilation = 0
    /// The theoretical receptive field of the layer's cells; nil if they have no common size and stride.
    package let receptiveField: ReceptiveField?

    /// A Clip at the end of the indexed layer.
    package struct Saturation: Sendable, Equatable {
        package let value: String
        package let lower: Float
        package let upper: Float

        /// Whether large values are cut off, as by ReLU6.
        package var hasUpperBound: Bool { upper < .greatestFiniteMagnitude }
    }
}

extension Classifier {
    /// Finds the units and the head.
    ///
    /// With `layer`, the units are the channels of the value or node with that name, and the native head is used only if it
    /// is attached to that layer.
    init(_ graph: LayerGraph, layer named: String?) throws(InferenceError) {
        let named = named.map { graph.value(of: $0) }
        // Folding merges MatMul + Add, and scales and shifts after a convolution, into single layers with a bias.
        let graph = try graph.foldingScaleShifts(keeping: named.map { [$0] } ?? [])
        let found: HeadSearch.Finding?
        var reason: String?
        do {
            found = try HeadSearch(graph: graph).find()
        } catch {
            guard named != nil else { throw error }
            found = nil
            reason = error.description
            if case .noClassifier(let node, let why) = error { reason = "“\(node)”: \(why)" }
        }
        let layer = named ?? found?.layer ?? ""
        guard let shape = graph.shapes[layer] else {
            let fused = graph.fusingResiduals(keeping: []).fusingActivations(keeping: [])
            let candidates = fused.layers.filter(\.isConvolution).map(\.output).suffix(8).joined(separator: ", ")
            throw .noSuchLayer(
                name: layer, reason: "no value has this name; the last convolutions are \(candidates)")
        }
        guard shape.rank == 4, graph.producer(of: layer) != nil else {
            throw .noSuchLayer(name: layer, reason: "its shape is \(shape), but maps N×C×H×W are required")
        }
        guard SpatialAxes(graph)[layer] ?? 2 == 2 else {
            throw .noSuchLayer(name: layer, reason: "its shape \(shape) is not that of maps N×C×H×W")
        }
        let fits = found?.layer == layer
        if let found, !fits { reason = "the native head uses the layer “\(found.layer)”" }
        self.layer = layer
        unitCount = shape[1]
        mapHeight = shape[2]
        mapWidth = shape[3]
        head = fits ? found?.head : nil
        logits = fits ? found?.logits : nil
        headNodes = fits ? found?.nodes ?? [] : []
        reasonWithoutHead = fits ? nil : reason
        receptiveField = ReceptiveFields(graph)[layer]
        if case .activation(.clip(let lower, let upper)) = graph.producer(of: layer)?.operation,
            let before = graph.producer(of: layer)?.inputs.first
        {
            saturation = Saturation(value: before, lower: lower, upper: upper)
        } else {
            saturation = nil
        }
    }
}

extension LayerGraph {
    /// Returns the value with a name, or the first output of the node with that name.
    fileprivate func value(of name: String) -> String {
        shapes[name] != nil ? name : layers.first { $0.nodes.contains(name) }?.output ?? name
    }

    /// Returns the output of the last convolution whose maps have more than one cell, after its activation if only the
    /// activation reads it.
    var lastConvolution: String? {
        guard let graph = try? foldingScaleShifts(keeping: []) else { return nil }
        let readers = graph.readerCounts
        let maps = graph.layers.last { layer in
            let shape = graph.shape(layer.output)
            return layer.isConvolution && shape.rank == 4 && shape[2] * shape[3] > 1
        }
        guard let value = maps?.output else { return nil }
        guard readers[value] == 1, let next = graph.layers.first(where: { $0.inputs == [value] }),
            case .activation = next.operation
        else { return value }
        return next.output
    }
}

extension Layer {
    var isConvolution: Bool { if case .convolution = operation { true } else { false } }
}
