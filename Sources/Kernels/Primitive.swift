import COneDNN

/// A prepared oneDNN operation. It can be executed by several threads at once, because callers provide scratchpads.
@safe final class Primitive: @unchecked Sendable {
    let handle: dnnl_primitive_t
    let source: Layout?
    let weights: Layout?
    let destination: Layout
    let scratchpad: Layout
    /// oneDNN's name of the implementation, `jit:avx512_core`.
    let implementation: String

    private init(descriptor: dnnl_primitive_desc_t, operation: String) throws(KernelError) {
        func layout(_ what: dnnl_query_t) -> Layout? {
            guard let found = unsafe dnnl_primitive_desc_query_md(descriptor, what, 0) else { return nil }
            return unsafe Layout(descriptor: found.pointee)
        }
        guard let destination = layout(dnnl_query_dst_md), let scratchpad = layout(dnnl_query_scratchpad_md) else {
            throw .library(status: "no layout", operation: operation, detail: "query")
        }
        self.source = layout(dnnl_query_src_md)
        self.weights = layout(dnnl_query_weights_md)
        self.destination = destination
        self.scratchpad = scratchpad
        var name: UnsafePointer<CChar>?
        _ = unsafe withUnsafeMutablePointer(to: &name) {
            unsafe dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, UnsafeMutableRawPointer($0))
        }
        implementation = unsafe name.map { unsafe String(cString: $0) } ?? ""
        var primitive: dnnl_primitive_t?
        try check(unsafe dnnl_primitive_create(&primitive, descriptor), operation, implementation)
        guard let primitive = unsafe primitive else {
            throw .library(status: "no primitive", operation: operation, detail: implementation)
        }
        unsafe handle = primitive
    }

    deinit { unsafe dnnl_primitive_destroy(handle) }

    /// Prepares `operation`, described by an operation descriptor.
    static func make<Descriptor>(
        _ description: Descriptor, attributes: PrimitiveAttributes, operation: String, detail: String
    ) throws(KernelError) -> Primitive {
        let engine = try OneDNNEngine.shared.get()
        var copy = description
        var descriptor: dnnl_primitive_desc_t?
        let status = unsafe withUnsafePointer(to: &copy) {
            unsafe dnnl_primitive_desc_create(
                &descriptor, UnsafeRawPointer($0), attributes.handle, engine.handle, nil)
        }
        try check(status, operation, detail)
        return unsafe try finish(descriptor, operation)
    }

    static func reorder(from source: Layout, to destination: Layout, detail: String) throws(KernelError) -> Primitive {
        let engine = try OneDNNEngine.shared.get()
        let attributes = try PrimitiveAttributes(post: [])
        var a = source.descriptor
        var b = destination.descriptor
        var descriptor: dnnl_primitive_desc_t?
        let status = unsafe dnnl_reorder_primitive_desc_create(
            &descriptor, &a, engine.handle, &b, engine.handle, attributes.handle)
        try check(status, "a change of layout", detail)
        return unsafe try finish(descriptor, "a change of layout")
    }

    static func concatenation(
        _ sources: [Layout], axis: Int, to destination: Layout, detail: String
    ) throws(KernelError) -> Primitive {
        let engine = try OneDNNEngine.shared.get()
        let attributes = try PrimitiveAttributes(post: [])
        var target = destination.descriptor
        let descriptors = sources.map { $0.descriptor }
        var descriptor: dnnl_primitive_desc_t?
        let status = unsafe dnnl_concat_primitive_desc_create(
            &descriptor, &target, Int32(descriptors.count), Int32(axis), descriptors, attributes.handle,
            engine.handle)
        try check(status, "a concatenation", detail)
        return unsafe try finish(descriptor, "a concatenation")
    }

    private static func finish(
        _ descriptor: dnnl_primitive_desc_t?, _ operation: String
    ) throws(KernelError) -> Primitive {
        guard let descriptor = unsafe descriptor else {
            throw .library(status: "no descriptor", operation: operation, detail: "")
        }
        defer { unsafe dnnl_primitive_desc_destroy(descriptor) }
        return unsafe try Primitive(descriptor: descriptor, operation: operation)
    }
}

/// Runs one primitive immediately on its own memory; used for weights while a program is built.
func executeOnce(
    _ primitive: Primitive, _ arguments: [(Int32, Layout, UnsafeMutableRawPointer)]
) throws(KernelError) {
    let stream = try Stream()
    let scratch = AlignedBuffer(byteCount: primitive.scratchpad.byteCount)
    var bindings: [dnnl_exec_arg_t] = unsafe []
    var memories: [Memory] = []
    for unsafe(argument, layout, pointer) in unsafe arguments
        + [(DNNL_ARG_SCRATCHPAD, primitive.scratchpad, scratch.pointer)]
    {
        let memory = unsafe try Memory(layout, at: pointer)
        memories.append(memory)
        unsafe bindings.append(dnnl_exec_arg_t(arg: argument, memory: memory.handle))
    }
    try unsafe check(
        dnnl_primitive_execute(primitive.handle, stream.handle, Int32(bindings.count), bindings),
        "running \(primitive.implementation)")
    try stream.wait()
    withExtendedLifetime(memories) {}
    withExtendedLifetime(scratch) {}
}
