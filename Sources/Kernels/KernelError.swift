/// An error of a numerical library.
package enum KernelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// oneDNN returned a status other than success; `operation` is the call, `detail` the shapes.
    case library(status: String, operation: String, detail: String)
    /// The buffers of a program exceed the memory limit.
    case tooLarge(bytes: Int, operation: String)
    /// LIBLINEAR or LAPACK could not fit a linear layer.
    case refused(String)

    /// The error message.
    package var description: String {
        switch self {
        case .library(let status, let operation, let detail):
            "oneDNN failed (\(operation), \(detail)): \(status)."
        case .tooLarge(let bytes, let operation):
            "\(operation) needs \(bytes / 1_000_000) MB of memory, more than the limit; use a smaller batch or input."
        case .refused(let reason):
            "The linear layer cannot be fitted: \(reason); use another cost or other images."
        }
    }
}
