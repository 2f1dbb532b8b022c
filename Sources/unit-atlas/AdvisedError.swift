import ArgumentParser
import Explorer
import Inference
import Queries
import Reporting
import Store

/// An error of a library with advice that names commands and options, which errors of the library don't.
struct AdvisedError: Error, CustomStringConvertible {
    let error: any Error
    let advice: String

    var description: String { "\(error) \(advice)" }

    /// Returns the error with its advice if there is any, otherwise the error itself.
    static func advised(_ error: any Error) -> any Error {
        advice(on: error).map { AdvisedError(error: error, advice: $0) } ?? error
    }

    private static func advice(on error: any Error) -> String? {
        switch error {
        case InferenceError.noClassifier:
            "`index --layer NAME` indexes the units of any convolution without a native head."
        case InferenceError.unsupportedPrecision: "Use `--precision f32`."
        case ExplorerError.portInUse, ExplorerError.cannotListen:
            "Use another port with `--port`, or `--port 0` for a free one."
        case StoreError.missing: "Create one with `unit-atlas index`."
        case StoreError.notAnAtlas: "Use a file made by `unit-atlas index`, or a new file."
        case StoreError.olderSchema(let path, _, _):
            "Run `unit-atlas index \(ShellText.quoted(path)) --update` to rebuild it with its settings."
        case StoreError.differs: "Index into another file, or use the atlas's settings."
        case StoreError.headExists: "Choose another name, or replace the head with --replace."
        case QueryError.timeLimit: "Ask for less, or allow more time with --time-limit."
        default: nil
        }
    }
}
