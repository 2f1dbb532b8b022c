import Kernels
import Tensors

/// A network prepared to run on windows, several patches at a time.
struct WindowPlan: Sendable {
    let layout: WindowLayout
    let program: Program
    /// The number of patches per run. It is fixed, so that results do not depend on the number of patches.
    static let batch = 16

    /// - Parameter kept: The indices of the maps kept by a `RetainedMapsPlan`.
    init(_ layout: WindowLayout, kept: [String: Int], patch: Int, precision: Precision)
        throws(InferenceError)
    {
        self.layout = layout
        program = try kernel { () throws(KernelError) in
            let builder = ProgramBuilder(precision: precision, usesBlocks: true)
            var windows = layout.graph
            for (value, shape) in layout.graph.shapes where shape.rank == 4 && layout.kind[value] != nil {
                windows.shapes[value] = Shape([Self.batch, shape[1]] + layout.extents(value))
            }
            var values: [String: ProgramValue] = [:]
            for input in windows.inputs {
                let shape = windows.shape(input)
                values[input] = try builder.input([Self.batch, shape[1], patch, patch])
            }
            for (layer, transfers) in zip(layout.graph.layers, layout.transfers) {
                var names = layer.inputs
                for (place, transfer) in transfers.enumerated() {
                    let input = layer.inputs[place]
                    guard let cut = layout.cut(layer, transfer, input: input), let overlay = values[input],
                        let map = kept[input], let kind = layout.kind[input]
                    else { continue }
                    names[place] = "\(layer.output) < \(place)"
                    values[names[place]] = try builder.window(
                        cut, of: map, map: Array(layout.graph.shape(input).extents[2...]), overlay: overlay,
                        overlayKind: kind, label: layer.label)
                }
                if case .padding = layer.operation {
                    values[layer.output] = values[names[0]]
                } else {
                    values[layer.output] = try builder.append(layer.onWindows(inputs: names), windows, values)
                }
            }
            if let result = values[layout.maps] { try builder.output(result, label: layout.maps) }
            return try builder.build()
        }
    }
}

/// A whole network that retains the maps from which windows are cut.
struct RetainedMapsPlan: Sendable {
    let program: Program
    /// The index of each kept map.
    let kept: [String: Int]

    init(_ graph: LayerGraph, maps: String, precision: Precision) throws(InferenceError) {
        (program, kept) = try kernel { () throws(KernelError) in
            let builder = ProgramBuilder(precision: precision, usesBlocks: true)
            var values: [String: ProgramValue] = [:]
            var kept: [String: Int] = [:]
            let read = Set(graph.layers.flatMap(\.inputs))
            func keep(_ name: String) throws(KernelError) {
                if let value = values[name], read.contains(name) {
                    kept[name] = try builder.keep(value, label: name)
                }
            }
            for input in graph.inputs {
                values[input] = try builder.input(graph.shape(input))
                try keep(input)
            }
            for layer in graph.layers {
                values[layer.output] = try builder.append(layer, graph, values)
                try keep(layer.output)
            }
            if let result = values[maps] { try builder.output(result, label: maps) }
            return (try builder.build(), kept)
        }
    }
}
