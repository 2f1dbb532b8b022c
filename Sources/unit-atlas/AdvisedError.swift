import ArgumentParser
import Inference

/// A library's error with what to type on the command line: errors of the library name no options.
struct AdvisedError: Error, CustomStringConvertible {
    let error: any Error
    let advice: String

    var description: String { "\(error) \(advice)" }

    /// Returns the error with its advice if there is any, otherwise the error itself.
    static func advised(_ error: any Error) -> any Error {
        guard let error = error as? InferenceError else { return error }
        switch error {
        case .noClassifier:
            return AdvisedError(
                error: error,
                advice: "`index --layer NAME` indexes the units of any convolution without a native head.")
        case .unsupportedPrecision: return AdvisedError(error: error, advice: "Use `--precision f32`.")
        default: return error
        }
    }
}
