import COpenBLAS
import Glibc
import Synchronization

/// The setup of OpenBLAS.
package enum OpenBLAS {
    /// Disables the library's threads, because we run our own.
    private static let isSingleThreaded: Void = openblas_set_num_threads(1)

    /// A lock for builds without threads (0), whose calls share memory: concurrent calls give wrong results.
    private static let isShared = openblas_get_parallel() == 0
    private static let lock = Mutex(())

    static func call(_ body: () -> Void) {
        isSingleThreaded
        if isShared { lock.withLock { _ in body() } } else { body() }
    }

    /// Stops the threads that the library starts when it is loaded, which spin for 0.1 seconds on all cores.
    ///
    /// Call it at the start of the program, before any other call of the library.
    package static func endItsThreads() {
        isSingleThreaded
        // The function is not declared in a header and is missing in some builds.
        guard let symbol = unsafe dlsym(nil, "blas_thread_shutdown_") else { return }
        _ = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)()
    }
}
