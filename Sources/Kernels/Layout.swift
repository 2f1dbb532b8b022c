import COneDNN
import Tensors

/// How a float32 array lies in memory: oneDNN's memory descriptor.
struct Layout: @unchecked Sendable {
    var descriptor: dnnl_memory_desc_t

    /// A descriptor with the given order of axes; `any` lets a primitive choose.
    init(_ extents: [Int], _ tag: dnnl_format_tag_t) throws(KernelError) {
        var descriptor = dnnl_memory_desc_t()
        let dimensions = extents.map(Int64.init)
        let status = unsafe dnnl_memory_desc_init_by_tag(
            &descriptor, Int32(extents.count), dimensions, dnnl_f32, tag)
        try check(status, "describing an array", "\(Shape(extents))")
        self.descriptor = descriptor
    }

    init(descriptor: dnnl_memory_desc_t) { self.descriptor = descriptor }

    /// Row-major: N×C×H×W for maps.
    static func plain(_ extents: [Int]) throws(KernelError) -> Layout {
        try Layout(extents, plainTag(extents.count))
    }

    /// Channels last for maps, row-major for everything else: what the convolutions choose.
    static func native(_ extents: [Int]) throws(KernelError) -> Layout {
        try Layout(extents, extents.count == 4 ? dnnl_acdb : plainTag(extents.count))
    }

    static func any(_ extents: [Int]) throws(KernelError) -> Layout {
        try Layout(extents, dnnl_format_tag_any)
    }

    private static func plainTag(_ rank: Int) throws(KernelError) -> dnnl_format_tag_t {
        switch rank {
        case 1: dnnl_a
        case 2: dnnl_ab
        case 3: dnnl_abc
        case 4: dnnl_abcd
        case 5: dnnl_abcde
        default: throw .library(status: "unsupported", operation: "describing an array", detail: "\(rank) axes")
        }
    }

    /// In memory, padding included.
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
