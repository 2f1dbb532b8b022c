import Kernels
package import Tensors

/// Runs a network on arrays and returns any of its values, to compare the engine with another runtime.
package enum Forward {
    /// Returns the value `wanted`, by default the first output, for the given inputs.
    package static func run(
        _ network: Network, inputs: [String: Tensor], wanted: String? = nil, precision: Precision = .f32
    ) throws(InferenceError) -> Tensor {
        let layers = try network.layers(inputs: inputs.mapValues(\.shape))
        guard let value = wanted ?? layers.outputs.first else {
            throw .badInput(name: network.path, reason: "the network has no output")
        }
        guard layers.shapes[value] != nil, layers.producer(of: value) != nil || layers.inputs.contains(value) else {
            let known = layers.layers.map(\.output).suffix(6).joined(separator: ", ")
            throw .badInput(name: value, reason: "no value has this name; the last ones are \(known)")
        }
        let run = try PlanRun(try CheckedPlan(layers, wanted: [value], precision: precision))
        let graph = layers.reduced(to: [value])
        for (index, name) in graph.inputs.enumerated() {
            guard let tensor = inputs[name] else { continue }
            run.write(input: index) { span in
                for element in tensor.values.indices { span[element] = tensor.values[element] }
            }
        }
        try run.execute()
        guard let result = run.tensor(value) else {
            throw .badInput(name: value, reason: "no value has this name")
        }
        return result
    }
}
