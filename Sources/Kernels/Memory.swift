import COneDNN

/// oneDNN's view of memory owned by the caller.
@safe final class Memory {
    let handle: dnnl_memory_t

    init(_ layout: Layout, at pointer: UnsafeMutableRawPointer) throws(KernelError) {
        let engine = try OneDNNEngine.shared.get()
        var copy = layout.descriptor
        var memory: dnnl_memory_t?
        try check(unsafe dnnl_memory_create(&memory, &copy, engine.handle, pointer), "describing memory")
        guard let memory = unsafe memory else {
            throw .library(status: "no memory object", operation: "describing memory", detail: "")
        }
        unsafe handle = memory
    }

    deinit { unsafe dnnl_memory_destroy(handle) }
}

/// An execution stream; one per thread.
@safe final class Stream {
    let handle: dnnl_stream_t

    init() throws(KernelError) {
        let engine = try OneDNNEngine.shared.get()
        var stream: dnnl_stream_t?
        try check(
            unsafe dnnl_stream_create(&stream, engine.handle, dnnl_stream_default_flags.rawValue), "making a stream")
        guard let stream = unsafe stream else {
            throw .library(status: "no stream", operation: "making a stream", detail: "")
        }
        unsafe handle = stream
    }

    func wait() throws(KernelError) {
        try check(unsafe dnnl_stream_wait(handle), "waiting for a stream")
    }

    deinit { unsafe dnnl_stream_destroy(handle) }
}

/// Zeroed memory aligned to a cache line.
@safe final class AlignedBuffer: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
    let byteCount: Int

    init(byteCount: Int) {
        self.byteCount = byteCount
        let size = max(64, (byteCount + 63) / 64 * 64)
        unsafe pointer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
        unsafe pointer.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }

    deinit { unsafe pointer.deallocate() }
}
