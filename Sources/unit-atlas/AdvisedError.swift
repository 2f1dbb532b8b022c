import ArgumentParser
import Explorer
import Inference

/// An error of a library with advice that names commands and options, which errors of the library don't.
struct AdvisedError: Error, CustomStringConvertible {
    let error: any Error
    let advice: String

    var description: String { "\(error) \(advice)" }

    /// Returns the error with its advice if there is any, otherwise the error itself.
    static func advised(_ error: any Error) -> any Error {
        switch error {
        case InferenceError.noClassifier:
            return AdvisedError(
                error: error,
                advice: "`index --layer NAME` indexes the units of any convolution without a native head.")
        case InferenceError.unsupportedPrecision: return AdvisedError(error: error, advice: "Use `--precision f32`.")
        case ExplorerError.portInUse, ExplorerError.cannotListen:
            return AdvisedError(error: error, advice: "Use another port with `--port`, or `--port 0` for a free one.")
        default: return error
        }
    }
}
