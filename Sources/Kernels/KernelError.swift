/// What a numerical library refused to do.
public enum KernelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// oneDNN returned a status other than success; `operation` names the call, `detail` the shapes.
    case library(status: String, operation: String, detail: String)
    /// Buffers of a program would exceed what the machine can address sensibly.
    case tooLarge(bytes: Int, operation: String)
    /// LIBLINEAR or LAPACK would not fit a linear layer.
    case refused(String)

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .library(let status, let operation, let detail):
            "The neural-network library answered “\(status)” to \(operation) (\(detail))."
        case .tooLarge(let bytes, let operation):
            "\(operation) needs \(bytes / 1_048_576) MiB of memory, which is beyond the limit; use a smaller batch or input."
        case .refused(let reason):
            "The linear layer cannot be fitted: \(reason); use another cost, or other images."
        }
    }
}
