import COneDNN
import Tensors

/// Concatenation without copying: values are stored contiguously.
extension ProgramBuilder {
    /// Concatenates the channels of `parts` for one image with maps in blocks of channels: whole blocks are contiguous in
    /// memory, so each part can be written to its final position.
    ///
    /// A part that cannot be moved (a network's input, a part of another value, a repeated part) is copied.
    ///
    /// - Returns: nil if the parts have another layout.
    func joined(_ parts: [ProgramValue], label: String) throws(KernelError) -> ProgramValue? {
        let layouts = parts.map { layout(of: $0) }
        let shapes = parts.map { shape(of: $0) }
        guard
            zip(shapes, layouts).allSatisfy({ $0.rank == 4 && $0[0] == 1 && $1.isBlocked($0.extents) })
        else { return nil }
        var extents = shapes[0].extents
        extents[1] = shapes.reduce(0) { $0 + $1[1] }
        let target = try Layout.blocked(extents, layouts[0].precision)
        guard layouts.reduce(0, { $0 + $1.byteCount }) == target.byteCount else { return nil }

        var (storage, end, taken) = beginning(parts)
        for part in parts.dropFirst(taken) {
            let source = movable(part, into: storage) ? part : try copied(part, label: label)
            move(source, to: storage, at: end)
            end += layout(of: source).byteCount
        }
        return joinedValue(Shape(extents), target, storage: storage)
    }

    /// Copies a value to its own memory.
    func copied(_ value: ProgramValue, label: String) throws(KernelError) -> ProgramValue {
        let layout = layout(of: value)
        let primitive = try Primitive.reorder(from: layout, to: layout, detail: "\(label), \(shape(of: value))")
        let result = newValue(shape(of: value), layout)
        append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: "\(label) (copy)")
        return result
    }
}
