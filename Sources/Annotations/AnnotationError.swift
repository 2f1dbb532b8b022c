/// Why an annotation cannot be read or a name in it not be found.
public enum AnnotationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file cannot be read or written.
    case file(path: String, reason: String)
    /// A line of a class list or of labels; `line` counts from 1.
    case line(path: String, line: Int, reason: String)
    /// What was asked for does not fit what is there.
    case request(String)
    /// A class that is not there, or is not the only one; `candidates` are those it might mean.
    case classNotFound(name: String, candidates: [String])

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .file(let path, let reason): return Self.sentence("\(path): \(reason)")
        case .line(let path, let line, let reason): return Self.sentence("\(path), line \(line): \(reason)")
        case .request(let sentence): return sentence
        case .classNotFound(let name, let candidates):
            guard !candidates.isEmpty else {
                return "No class is called “\(name)”: give its index, its wnid, its name, or a part that only it has."
            }
            let shown = candidates.prefix(12).joined(separator: "; ") + (candidates.count > 12 ? "; ..." : "")
            return "“\(name)” may mean any of \(candidates.count) classes: \(shown)."
        }
    }

    /// With a full stop, unless there is an end already.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}
