import COneDNN
import Tensors

/// The memory layout of an array: oneDNN's memory descriptor.
struct Layout: @unchecked Sendable {
    var descriptor: dnnl_memory_desc_t

    /// Creates a descriptor with the given order of axes; with `any` the primitive chooses. A scalar has one element.
    init(_ extents: [Int], _ tag: dnnl_format_tag_t, _ precision: Precision = .f32) throws(KernelError) {
        let extents = extents.isEmpty ? [1] : extents
        var descriptor = dnnl_memory_desc_t()
        let dimensions = extents.map(Int64.init)
        let status = unsafe dnnl_memory_desc_init_by_tag(
            &descriptor, Int32(extents.count), dimensions, precision.type, tag)
        try check(status, "describing an array", "\(Shape(extents))")
        self.descriptor = descriptor
    }

    init(descriptor: dnnl_memory_desc_t) { self.descriptor = descriptor }

    /// Returns the row-major layout, N×C×H×W for maps.
    static func plain(_ extents: [Int], _ precision: Precision = .f32) throws(KernelError) -> Layout {
        try Layout(extents, plainTag(extents.count), precision)
    }

    /// Returns channels-last layout for maps, row-major layout for other values.
    static func channelsLast(_ extents: [Int], _ precision: Precision = .f32) throws(KernelError) -> Layout {
        try Layout(extents, extents.count == 4 ? dnnl_acdb : plainTag(extents.count), precision)
    }

    /// The channels per block: the number of floats in a vector. With other sizes the library uses slow reference code.
    static let blockSize = EngineDescription.hasWideVectors ? 16 : 8

    /// Returns whether maps with these extents consist of whole blocks of channels.
    static func fillsBlocks(_ extents: [Int]) -> Bool { extents.count == 4 && extents[1] % blockSize == 0 }

    /// Returns the layout of maps in blocks of contiguous channels.
    static func blocked(_ extents: [Int], _ precision: Precision = .f32) throws(KernelError) -> Layout {
        try Layout(extents, blockSize == 16 ? dnnl_aBcd16b : dnnl_aBcd8b, precision)
    }

    static func any(_ extents: [Int], _ precision: Precision = .f32) throws(KernelError) -> Layout {
        try Layout(extents, dnnl_format_tag_any, precision)
    }

    var precision: Precision { descriptor.data_type == dnnl_bf16 ? .bf16 : .f32 }

    private static func plainTag(_ rank: Int) throws(KernelError) -> dnnl_format_tag_t {
        switch rank {
        case 0, 1: dnnl_a
        case 2: dnnl_ab
        case 3: dnnl_abc
        case 4: dnnl_abcd
        case 5: dnnl_abcde
        case 6: dnnl_abcdef
        default: throw .library(status: "unsupported", operation: "describing an array", detail: "\(rank) axes")
        }
    }

    /// Whether an axis is blocked, with any block size: grouped convolutions may choose blocks of 4 or 8 channels.
    var hasBlocks: Bool {
        unsafe descriptor.format_kind == dnnl_blocked && descriptor.format_desc.blocking.inner_nblks > 0
    }

    /// Returns whether the layout is that of `blocked` for values of `extents`.
    func isBlocked(_ extents: [Int]) -> Bool {
        guard Self.fillsBlocks(extents), let blocked = try? Layout.blocked(extents, precision) else {
            return false
        }
        return isSame(as: blocked)
    }

    /// Returns the same memory with permuted axes: axis `i` of the result is axis `order[i]` here.
    func permuted(_ order: [Int]) throws(KernelError) -> Layout {
        var places = [Int32](repeating: 0, count: order.count)
        for (place, axis) in order.enumerated() { places[axis] = Int32(place) }
        var (source, result) = (descriptor, dnnl_memory_desc_t())
        let status = unsafe dnnl_memory_desc_permute_axes(&result, &source, places)
        try check(status, "changing the order of axes", "\(order)")
        return Layout(descriptor: result)
    }

    /// Returns the layout of the part with `extents` elements from `starts` on.
    func part(from starts: [Int], extents: [Int]) throws(KernelError) -> Layout {
        var (source, result) = (descriptor, dnnl_memory_desc_t())
        let status = unsafe dnnl_memory_desc_init_submemory(
            &result, &source, extents.map(Int64.init), starts.map(Int64.init))
        try check(status, "taking a part", "\(Shape(extents)) from \(starts)")
        return Layout(descriptor: result)
    }

    /// The size in bytes, including padding.
    var byteCount: Int {
        var copy = descriptor
        return unsafe dnnl_memory_desc_get_size(&copy)
    }

    func isSame(as other: Layout) -> Bool {
        var a = descriptor
        var b = other.descriptor
        return unsafe dnnl_memory_desc_equal(&a, &b) != 0
    }
}
