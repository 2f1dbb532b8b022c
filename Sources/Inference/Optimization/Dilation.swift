import Kernels
import Tensors
import Units

extension LayerGraph {
    /// Returns the network with its last `levels` strides before `layer` replaced by dilations (Yu & Koltun 2016; Chen et
    /// al. 2015, the à trous algorithm). Each one doubles the resolution of the maps; the weights stay the same.
    ///
    /// Layers with stride 2 get stride 1, and the windows after them are dilated, with larger pads. If a stride halved the
    /// number of cells, rounded up, the new map has as many cells as the map before it, so that an uneven pad of (0, 1)
    /// becomes (0, 2). Each cell of the old map equals the cell of the new map at twice its position, except for the effect
    /// of global pooling in between.
    ///
    /// - Throws: `InferenceError.notDilatable` with the node that mixes cells in an unsupported way.
    func dilated(levels: Int, before layer: String) throws(InferenceError) -> LayerGraph {
        if levels == 0 { return self }
        let axes = SpatialAxes(self)
        let chosen = try StrideLevels(reduced(to: [layer]), axes).last(levels)
        var pass = DilationPass(old: self, axes: axes, chosen: chosen)
        for layer in layers { try pass.add(layer) }
        return pass.new
    }
}

extension Layer {
    /// Whether the result does not depend on the resolution of the maps and has no cells.
    fileprivate func isGlobal(_ axes: SpatialAxes) -> Bool {
        switch operation {
        case .globalPooling: return true
        case .reduction(let kind, let reduced):
            guard let axis = axes[inputs[0]] else { return false }
            return kind != .sum && kind != .product && Set([axis, axis + 1]).isSubset(of: reduced)
        default: return false
        }
    }
}

/// Converts a network's layers in order and records the increase in resolution of each value.
private struct DilationPass {
    let old: LayerGraph
    let axes: SpatialAxes
    /// Outputs of the layers whose strides become dilations.
    let chosen: Set<String>
    private(set) var new: LayerGraph
    /// By value, the factor [vertical, horizontal]; other values are unchanged.
    private var factors: [String: [Int]] = [:]

    init(old: LayerGraph, axes: SpatialAxes, chosen: Set<String>) {
        (self.old, self.axes, self.chosen) = (old, axes, chosen)
        new = old
        new.layers = []
    }

    mutating func add(_ layer: Layer) throws(InferenceError) {
        let known = Set(layer.inputs.compactMap { factors[$0] })
        guard !known.isEmpty || chosen.contains(layer.output) else {
            new.layers.append(layer)
            return
        }
        var result = layer
        let factor = known.first ?? [1, 1]
        if layer.coversMap(old), case .pooling(let kind, _) = layer.operation {
            result.operation = .globalPooling(kind == .maximum ? .maximum : .average)
        }
        if result.isGlobal(axes) {
            new.layers.append(result)
            return
        }
        guard known.count <= 1 else { throw refusal(layer, "it combines maps of different resolution") }
        guard let axis = axes[layer.output] else {
            throw refusal(layer, "its output has no spatial layout")
        }
        switch layer.operation {
        case .convolution(let weights, let bias, var geometry):
            let fit = Fit(layer, old, new, factor, isChosen: chosen.contains(layer.output))
            let kernel = Array(weights.shape.extents[2...])
            geometry.pads = fit.pads(kernel, geometry.dilations, geometry.pads)
            if fit.isChosen { geometry.strides = [1, 1] }
            geometry.dilations = zip(geometry.dilations, factor).map { $0 * $1 }
            result.operation = .convolution(weights: weights, bias: bias, geometry: geometry)
            try set(
                layer, axis, fit,
                (0..<2).map { axis in
                    geometry.outputExtent(axis: axis, input: fit.input[axis], kernel: kernel[axis])
                })
        case .pooling(var kind, var geometry):
            let fit = Fit(layer, old, new, factor, isChosen: chosen.contains(layer.output))
            // Pads added for the new resolution are not counted in averages.
            if kind == .average(includesPadding: true), geometry.pads.allSatisfy({ $0 <= 0 }) {
                kind = .average(includesPadding: false)
            }
            geometry.pads = fit.pads(geometry.kernel, geometry.dilations, geometry.pads)
            if fit.isChosen { geometry.strides = [1, 1] }
            geometry.dilations = zip(geometry.dilations, factor).map { $0 * $1 }
            let convolution = ConvolutionGeometry(
                strides: geometry.strides, dilations: geometry.dilations, pads: geometry.pads)
            let kernel = geometry.kernel
            result.operation = .pooling(kind, geometry)
            try set(
                layer, axis, fit,
                (0..<2).map { axis in
                    convolution.outputExtent(axis: axis, input: fit.input[axis], kernel: kernel[axis])
                })
        case .padding(var before, var after, let value):
            for side in 0..<2 {
                before[axis + side] *= factor[side]
                after[axis + side] *= factor[side]
            }
            result.operation = .padding(before: before, after: after, value: value)
            try pass(layer, axis, factor) { side, extent in extent + before[axis + side] + after[axis + side] }
        case .binaryConstant(_, let constant, _), .parametricReLU(let constant):
            let missing = old.shape(layer.output).rank - constant.shape.rank
            guard (axis..<axis + 2).allSatisfy({ $0 < missing || constant.shape[$0 - missing] == 1 }) else {
                throw refusal(layer, "its constant of \(constant.shape) has one value per cell")
            }
            try pass(layer, axis, factor)
        case .concatenation(_, let constants):
            guard constants.isEmpty else { throw refusal(layer, "its constant part has one value per cell") }
            try pass(layer, axis, factor)
        default: try pass(layer, axis, factor)
        }
        new.layers.append(result)
    }

    /// Converts a layer whose cells have the positions of its inputs' cells.
    private mutating func pass(
        _ layer: Layer, _ axis: Int, _ factor: [Int], _ extent: (Int, Int) -> Int = { _, extent in extent }
    ) throws(InferenceError) {
        var found: Set<[Int]> = []
        for input in layer.inputs {
            if factors[input] != nil, let place = axes[input] {
                found.insert(Array(new.shape(input).extents[place..<place + 2]))
                continue
            }
            // An unchanged input must have one value for all cells.
            let shape = old.shape(input)
            let place = axis - old.shape(layer.output).rank + shape.rank
            guard (place..<place + 2).allSatisfy({ $0 < 0 || shape[$0] == 1 }) else {
                throw refusal(layer, "it combines maps of different resolution")
            }
        }
        guard found.count == 1, let cells = found.first else {
            let list = found.map { "\($0[0])×\($0[1])" }.sorted().joined(separator: " and ")
            throw refusal(layer, "it would combine maps of \(list) cells")
        }
        write(layer, axis, factor, (0..<2).map { extent($0, cells[$0]) })
    }

    private mutating func set(
        _ layer: Layer, _ axis: Int, _ fit: Fit, _ cells: [Int]
    ) throws(InferenceError) {
        // Every old cell must have a position in the new map.
        guard (0..<2).allSatisfy({ cells[$0] >= (fit.output[$0] - 1) * fit.factor[$0] + 1 }) else {
            throw refusal(layer, "its map would shrink to \(cells[0])×\(cells[1]) cells")
        }
        write(layer, axis, fit.factor, cells)
    }

    private mutating func write(_ layer: Layer, _ axis: Int, _ factor: [Int], _ cells: [Int]) {
        var extents = old.shape(layer.output).extents
        extents.replaceSubrange(axis..<axis + 2, with: cells)
        new.shapes[layer.output] = Shape(extents)
        factors[layer.output] = factor
    }

    private func refusal(_ layer: Layer, _ reason: String) -> InferenceError {
        .notDilatable(node: layer.label, reason: "\(reason) (\(layer.operatorName))")
    }

    /// The fit of a window to the map with higher resolution. Lists are [vertical, horizontal].
    private struct Fit {
        let isChosen: Bool
        /// The numbers of cells of the old input and output, and of the new input.
        let oldInput: [Int]
        let output: [Int]
        let input: [Int]
        let strides: [Int]
        /// The increase in resolution of the input and of the output.
        let inputFactor: [Int]
        let factor: [Int]

        init(_ layer: Layer, _ old: LayerGraph, _ new: LayerGraph, _ factor: [Int], isChosen: Bool) {
            self.isChosen = isChosen
            let strides = layer.strides ?? [1, 1]
            oldInput = Array(old.shape(layer.inputs[0]).extents[2...])
            output = Array(old.shape(layer.output).extents[2...])
            input = Array(new.shape(layer.inputs[0]).extents[2...])
            self.strides = strides
            inputFactor = factor
            self.factor = isChosen ? zip(factor, strides).map { $0 * $1 } : factor
        }

        /// Returns the new pads [top, left, bottom, right] from the old dilations.
        func pads(_ kernel: [Int], _ dilations: [Int], _ pads: [Int]) -> [Int] {
            var result = pads.map { max(0, $0) }
            for axis in 0..<2 {
                result[axis] *= inputFactor[axis]
                result[axis + 2] *= inputFactor[axis]
                let isHalved = output[axis] == (oldInput[axis] + strides[axis] - 1) / strides[axis]
                if isChosen, isHalved {
                    let reach = (kernel[axis] - 1) * dilations[axis] * inputFactor[axis]
                    result[axis + 2] = max(0, reach - result[axis])
                }
            }
            return result
        }
    }
}
