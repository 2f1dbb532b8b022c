/// A name as people write it, compared without regard to case, to Unicode normalization and to white space around it.
package struct FoldedText: Hashable, Sendable {
    /// Trimmed and case-folded. Swift compares strings by canonical equivalence, which is the normalization.
    package let text: String

    package init(_ text: some StringProtocol) {
        // Upper case first: it folds what has no lower-case form of its own, as `ß` and a final `ς`.
        self.text = text.trimmed.uppercased().lowercased()
    }

    package var isEmpty: Bool { text.isEmpty }
}

extension StringProtocol {
    /// The text without white space around it.
    package var trimmed: String {
        var rest = Substring(self).unicodeScalars.drop { $0.properties.isWhitespace }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
