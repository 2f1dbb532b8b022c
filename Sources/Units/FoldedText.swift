/// A name that is compared without regard to case, Unicode normalization and surrounding white space.
package struct FoldedText: Hashable, Sendable {
    /// The trimmed and case-folded text. Swift compares strings by canonical equivalence, which is the normalization.
    package let text: String

    package init(_ text: some StringProtocol) {
        // Upper case first, which also folds letters such as `ß` and a final `ς`.
        self.text = text.trimmed.uppercased().lowercased()
    }

    package var isEmpty: Bool { text.isEmpty }
}

extension StringProtocol {
    /// The text without surrounding white space.
    package var trimmed: String {
        var rest = Substring(self).unicodeScalars.drop { $0.properties.isWhitespace }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
