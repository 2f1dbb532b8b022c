/// Why something a user asked for cannot be done, in one sentence that says what, where, and what to do.
public enum UnitAtlasError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file cannot be read or written.
    case file(path: String, reason: String)
    /// A line of a class list or of labels; `line` counts from 1.
    case line(path: String, line: Int, reason: String)
    /// What was asked for does not fit what is there.
    case request(String)
    /// What a new index asks for differs from what the atlas holds.
    case differs(path: String, differences: [String])
    /// Images or labels are no longer what the atlas was made from.
    case changed(path: String, differences: [String])

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .file(let path, let reason): return Self.sentence("\(path): \(reason)")
        case .line(let path, let line, let reason): return Self.sentence("\(path), line \(line): \(reason)")
        case .request(let sentence): return sentence
        case .differs(let path, let differences):
            return "\(path) was made otherwise, and nothing was changed: \(differences.joined(separator: "; "))."
                + " Give what it was made with, or another file for a new atlas."
        case .changed(let path, let differences):
            let rest = differences.count > 3 ? "; \(differences.count - 3) more" : ""
            return "\(path) was made from other images or labels, and nothing was changed: "
                + differences.prefix(3).joined(separator: "; ") + rest
                + ". With --update all images are indexed again from the start."
        }
    }

    /// With a full stop, unless there is an end already.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}
