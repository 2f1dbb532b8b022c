import COpenBLAS
import Glibc
import Synchronization

/// What has to be so before OpenBLAS is called.
public enum OpenBLAS {
    /// The threads are ours: those that the library has would add to them.
    private static let isSingleThreaded: Void = openblas_set_num_threads(1)

    /// 0 is the build without threads, whose calls share memory and may not run beside each other: without this lock, sums
    /// come out wrong.
    private static let isShared = openblas_get_parallel() == 0
    private static let lock = Mutex(())

    static func call(_ body: () -> Void) {
        isSingleThreaded
        if isShared { lock.withLock { _ in body() } } else { body() }
    }

    /// Ends the threads that the library started when it was loaded, which spin for a tenth of a second on all cores. For a
    /// program's first line: no call of the library may be under way.
    public static func endItsThreads() {
        isSingleThreaded
        // In no header, and not in all builds.
        guard let symbol = unsafe dlsym(nil, "blas_thread_shutdown_") else { return }
        _ = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)()
    }
}
