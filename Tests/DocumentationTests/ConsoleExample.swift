/// A command on a documentation page, with the output shown for it: a ```console block that begins with `$ `.
struct ConsoleExample: Sendable, CustomStringConvertible {
    /// The words of the command line, without quotes.
    let words: [String]
    let output: [String]

    var description: String { words.joined(separator: " ") }

    /// All examples of a page, in order.
    static func all(in text: String) -> [ConsoleExample] {
        var examples: [ConsoleExample] = []
        var block: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line == "```console" {
                block = []
            } else if line == "```", let lines = block {
                if let first = lines.first, first.hasPrefix("$ ") {
                    examples.append(
                        ConsoleExample(words: words(String(first.dropFirst(2))), output: Array(lines.dropFirst())))
                }
                block = nil
            } else {
                block?.append(line)
            }
        }
        return examples
    }

    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The first difference between `actual` and the page; nil if there is none. Numbers may differ in their last digits,
    /// which depend on the processor's instructions.
    func difference(from actual: String) -> String? {
        let lines = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let shown = lines.last == "" ? Array(lines.dropLast()) : lines
        guard shown.count == output.count else { return "\(shown.count) lines, and the page has \(output.count)" }
        for (expected, found) in zip(output, shown) {
            let (a, b) = (expected.split(separator: " "), found.split(separator: " "))
            guard a.count == b.count, zip(a, b).allSatisfy(Self.isSame) else { return "“\(found)”, not “\(expected)”" }
        }
        return nil
    }

    /// A word of JSON without its comma.
    private static func number(_ word: Substring) -> Substring { word.hasSuffix(",") ? word.dropLast() : word }

    private static func isSame(_ a: Substring, _ b: Substring) -> Bool {
        if a == b { return true }
        let (a, b) = (number(a), number(b))
        guard a.contains("."), let x = Double(a), let y = Double(b) else { return false }
        return abs(x - y) <= 1e-3 * max(abs(x), abs(y))
    }
}
