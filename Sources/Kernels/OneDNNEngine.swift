import COneDNN

/// The CPU engine of oneDNN, created once per process.
@safe final class OneDNNEngine: @unchecked Sendable {
    let handle: dnnl_engine_t

    static let shared: Result<OneDNNEngine, KernelError> = Result { () throws(KernelError) in try OneDNNEngine() }

    private init() throws(KernelError) {
        var engine: dnnl_engine_t?
        try check(unsafe dnnl_engine_create(&engine, dnnl_cpu, 0), "making the CPU engine")
        guard let engine = unsafe engine else {
            throw .library(status: "no engine", operation: "making the CPU engine", detail: "")
        }
        unsafe handle = engine
    }

    deinit { unsafe dnnl_engine_destroy(handle) }
}

/// Throws unless the library reported success.
func check(_ status: dnnl_status_t, _ operation: String, _ detail: @autoclosure () -> String = "") throws(KernelError) {
    if status == dnnl_success { return }
    let name =
        switch status {
        case dnnl_out_of_memory: "out of memory"
        case dnnl_invalid_arguments: "invalid arguments"
        case dnnl_unimplemented: "unimplemented"
        case dnnl_runtime_error: "runtime error"
        case dnnl_not_required: "not required"
        default: "status \(status.rawValue)"
        }
    throw .library(status: name, operation: operation, detail: detail())
}

/// Sets the number of threads for later oneDNN calls of the calling thread. OpenMP stores the number per thread.
package func setNetworkThreads(_ count: Int) {
    omp_set_num_threads(Int32(clamping: count))
}
