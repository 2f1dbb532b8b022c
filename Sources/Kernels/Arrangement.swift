import COneDNN
package import Tensors

/// A part of a concatenation.
package enum ConcatenationPart: Sendable {
    case value(ProgramValue)
    case constant(Tensor)
}

extension ProgramBuilder {
    /// Concatenates parts along `axis`; their other extents must be equal.
    package func concatenation(
        _ parts: [ConcatenationPart], axis: Int, label: String
    ) throws(KernelError) -> ProgramValue {
        precondition(!parts.isEmpty, "\(label): nothing to concatenate")
        let computed = parts.compactMap { part -> ProgramValue? in
            if case .value(let value) = part { value } else { nil }
        }
        if axis == 1, computed.count == parts.count, let joined = try joined(computed, label: label) { return joined }
        var arguments: [(Int32, ProgramValue)] = []
        var constants: [(Int32, Layout, Int)] = []
        var layouts: [Layout] = []
        var extents: [Int] = []
        for (place, part) in parts.enumerated() {
            let number = DNNL_ARG_MULTIPLE_SRC + Int32(place)
            let shape: Shape
            switch part {
            case .value(let value):
                shape = self.shape(of: value)
                let layout = try native(shape.extents)
                arguments.append((number, try converted(value, to: layout, label: label)))
                layouts.append(layout)
            case .constant(let tensor):
                shape = tensor.shape
                let layout = try native(shape.extents)
                let stored = try constant(tensor.values, from: try Layout.plain(shape.extents), to: layout)
                constants.append((number, layout, stored))
                layouts.append(layout)
            }
            if place == 0 { extents = shape.extents } else { extents[axis] += shape[axis] }
        }
        let target = try native(extents)
        let primitive = try Primitive.concatenation(
            layouts, axis: axis, to: target, detail: "\(label): \(Shape(extents))")
        let result = newValue(Shape(extents), target)
        append(primitive, arguments, constants: constants, output: result, label: label)
        return result
    }

    /// Reshapes a value in row-major order to a shape with the same number of elements.
    package func reshape(_ input: ProgramValue, to shape: Shape, label: String) throws(KernelError) -> ProgramValue {
        precondition(shape.count == self.shape(of: input).count, "\(label): \(self.shape(of: input)) to \(shape)")
        let precision = layout(of: input).precision
        let plain = try converted(input, to: try Layout.plain(self.shape(of: input).extents, precision), label: label)
        return view(plain, shape: shape, layout: try Layout.plain(shape.extents, precision))
    }

    /// Transposes a value: axis `i` of the result is axis `order[i]` of `input`.
    ///
    /// Nothing is copied if only the interpretation of the memory changes, as from channels-last N×C×H×W to N×H×W×C.
    package func transpose(_ input: ProgramValue, order: [Int], label: String) throws(KernelError) -> ProgramValue {
        let source = shape(of: input)
        precondition(order.sorted() == Array(0..<source.rank), "\(label): order \(order) of \(source)")
        if order.isEmpty { return input }
        let extents = order.map { source[$0] }
        let own = layout(of: input)
        let whole =
            own.hasBlocks
            ? try converted(input, to: try Layout.channelsLast(source.extents, own.precision), label: label) : input
        let permuted = try layout(of: whole).permuted(order)
        let channelsLast = try Layout.channelsLast(extents, own.precision)
        let target =
            permuted.isSame(as: channelsLast) ? channelsLast : try Layout.plain(extents, own.precision)
        let seen = view(whole, shape: Shape(extents), layout: permuted)
        return try converted(seen, to: target, label: label)
    }

    /// Selects `extents` elements from `starts` on.
    package func slice(
        _ input: ProgramValue, from starts: [Int], extents: [Int], label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input)
        precondition(
            starts.count == source.rank && extents.count == source.rank
                && source.extents.indices.allSatisfy {
                    starts[$0] >= 0 && extents[$0] > 0 && starts[$0] + extents[$0] <= source[$0]
                }, "\(label): \(extents) from \(starts) of \(source)")
        if extents == source.extents { return input }
        let precision = layout(of: input).precision
        // A part of the channels may not consist of whole blocks.
        let whole = try converted(input, to: try Layout.channelsLast(source.extents, precision), label: label)
        let target = try Layout.channelsLast(extents, precision)
        let part = try layout(of: whole).part(from: starts, extents: extents)
        let primitive = try Primitive.reorder(
            from: part, to: target, detail: "\(label): \(extents) from \(starts) of \(source)")
        let result = newValue(Shape(extents), target)
        let seen = view(whole, shape: Shape(extents), layout: part)
        append(primitive, [(DNNL_ARG_SRC, seen)], output: result, label: label)
        return result
    }

    /// Pads each axis with `before` and `after` elements of `value`.
    package func padding(
        _ input: ProgramValue, before: [Int], after: [Int], value: Float, label: String
    ) throws(KernelError) -> ProgramValue {
        var result = input
        for axis in before.indices where before[axis] > 0 || after[axis] > 0 {
            var extents = shape(of: result).extents
            var parts: [ConcatenationPart] = [.value(result)]
            for (count, isFirst) in [(before[axis], true), (after[axis], false)] where count > 0 {
                extents[axis] = count
                let shape = Shape(extents)
                let block = ConcatenationPart.constant(
                    Tensor(shape: shape, values: [Float](repeating: value, count: shape.count)))
                parts.insert(block, at: isFirst ? 0 : parts.count)
            }
            result = try concatenation(parts, axis: axis, label: label)
        }
        return result
    }
}
