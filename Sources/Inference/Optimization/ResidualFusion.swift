import Kernels

extension LayerGraph {
    /// Fuses an addition into the preceding convolution, which adds the other value to its result.
    ///
    /// The convolution moves to the position of the addition and reuses the memory of the other value. Therefore the addition
    /// must be the last reader of that value and of all views of its memory, and the inputs of the convolution must not have
    /// been overwritten in between.
    func fusingResiduals(keeping kept: Set<String>) -> LayerGraph {
        var result = self
        let readers = readerCounts
        let roots = memoryRoots
        var lastReader: [String: Int] = [:]
        for (index, layer) in layers.enumerated() {
            for input in layer.inputs { lastReader[roots[input] ?? input] = index }
        }
        let kept = Set(kept.map { roots[$0] ?? $0 })
        var taken: Set<String> = []
        var maker: [String: Int] = [:]
        for (index, layer) in layers.enumerated() { maker[layer.output] = index }
        var removed: Set<Int> = []
        var merged: [Int: Layer] = [:]
        for (index, layer) in layers.enumerated() {
            guard case .binary(.add) = layer.operation, layer.inputs[0] != layer.inputs[1],
                shape(layer.inputs[0]) == shape(layer.inputs[1])
            else { continue }
            // A convolution cannot write over what it reads: `x + conv(x)` stays two operations.
            for (main, residual) in [(layer.inputs[1], layer.inputs[0]), (layer.inputs[0], layer.inputs[1])]
            where maker[main].map({ !layers[$0].inputs.contains(residual) }) ?? false {
                guard let producer = maker[main], case .convolution = layers[producer].operation,
                    !removed.contains(producer), readers[main] == 1, !kept.contains(main), !kept.contains(residual),
                    lastReader[residual] == index, let other = maker[residual], layers[other].ownsMemory,
                    !layers[producer].inputs.contains(where: { taken.contains(roots[$0] ?? $0) })
                else { continue }
                var convolution = layers[producer]
                convolution.nodes += layer.nodes
                convolution.output = layer.output
                convolution.residual = residual
                convolution.inputs.append(residual)
                convolution.post.append(.sum)
                merged[index] = convolution
                removed.insert(producer)
                taken.insert(residual)
                break
            }
        }
        result.layers = layers.indices.compactMap { removed.contains($0) ? nil : merged[$0] ?? layers[$0] }
        return result
    }
}

extension LayerGraph {
    /// Returns, for each value that may be a view of another's memory, the value that owns it.
    private var memoryRoots: [String: String] {
        var roots: [String: String] = [:]
        for layer in layers {
            switch layer.operation {
            case .reshape, .transposition, .slice, .expansion, .reduction, .padding:
                guard let input = layer.inputs.first else { continue }
                roots[layer.output] = roots[input] ?? input
            default: continue
            }
        }
        return roots
    }
}

extension Layer {
    /// Whether the output has its own memory, in the layout of convolutions.
    fileprivate var ownsMemory: Bool {
        switch operation {
        case .convolution, .pooling, .concatenation, .activation, .binary, .binaryConstant, .scaleShift,
            .parametricReLU, .localResponseNormalization:
            true
        default: false
        }
    }
}
