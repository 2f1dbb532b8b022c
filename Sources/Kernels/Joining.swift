import COneDNN
import Tensors

/// Values laid one after another in one piece of memory, so that joining them moves nothing.
extension ProgramBuilder {
    /// The channels of `parts` one after another, when maps of one image lie in blocks of channels: then a range of
    /// whole blocks is a range of memory, and what makes a part can write it there at once.
    ///
    /// A part that has to stay where it is (a network's input, a part of something else, one that occurs twice) is copied.
    /// - Returns: nil where that is not how the parts lie.
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

    /// A copy in memory of its own.
    func copied(_ value: ProgramValue, label: String) throws(KernelError) -> ProgramValue {
        let layout = layout(of: value)
        let primitive = try Primitive.reorder(from: layout, to: layout, detail: "\(label), \(shape(of: value))")
        let result = newValue(shape(of: value), layout)
        append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: "\(label) (copy)")
        return result
    }
}
