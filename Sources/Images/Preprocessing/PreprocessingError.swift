/// Why a preprocessing configuration cannot be used.
public enum PreprocessingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not JSON, or not an object.
    case unreadable(file: String, reason: String)
    /// The keys are neither those of Hugging Face nor those of timm.
    case unknownFormat(file: String)
    case missing(file: String, key: String, advice: String)
    /// A value has the wrong type or is out of range; `expected` completes “must be ...”.
    case wrongValue(file: String, key: String, value: String, expected: String)
    /// A step is not supported.
    case unsupported(file: String, key: String, value: String, reason: String)
    /// The configured height and width differ from those of the network.
    case sizeMismatch(file: String, configured: [Int], network: [Int])

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            return "\(file) is not a readable preprocessing configuration: \(reason)."
        case .unknownFormat(let file):
            return """
                \(file) has neither the keys of a Hugging Face preprocessor_config.json (size, image_mean, ...) nor \
                those of a timm config.json (pretrained_cfg with input_size, mean, ...); name a preset instead.
                """
        case .missing(let file, let key, let advice):
            return "\(file): “\(key)” is missing: \(advice)."
        case .wrongValue(let file, let key, let value, let expected):
            return "\(file): “\(key)” is \(value), but must be \(expected)."
        case .unsupported(let file, let key, let value, let reason):
            return "\(file): “\(key)” is \(value), which is not supported: \(reason)."
        case .sizeMismatch(let file, let configured, let network):
            let (ours, theirs) = (configured.map(String.init), network.map(String.init))
            return """
                \(file) produces inputs of \(ours.joined(separator: "×")) pixels (height×width), but the network takes \
                \(theirs.joined(separator: "×")); use the configuration of this network.
                """
        }
    }
}
