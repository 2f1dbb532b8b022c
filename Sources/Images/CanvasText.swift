/// How a line of text is set: DejaVu Sans, size in pixels, weight and colour.
public struct TextStyle: Sendable, Hashable {
    public enum Weight: Sendable, Hashable {
        case regular
        case bold
    }

    public enum Alignment: Sendable, Hashable {
        case left
        case center
        case right
    }

    public let size: Double
    public let weight: Weight
    public let color: Color

    public init(size: Double, weight: Weight = .regular, color: Color = .black) {
        self.size = size
        self.weight = weight
        self.color = color
    }

    public func colored(_ color: Color) -> TextStyle { TextStyle(size: size, weight: weight, color: color) }

    /// The longest beginning of `text` that fits into `width` pixels with `…` after it, or `text` itself where it
    /// fits. Where not even `…` fits the result is empty.
    public func elided(_ text: String, width: Double) -> String {
        let text = Self.singleLine(text)
        if self.width(of: text) <= width { return text }
        let characters = Array(text)
        var low = 0
        var high = characters.count
        while low < high {
            let middle = (low + high + 1) / 2
            if self.width(of: Self.shortened(characters, to: middle)) <= width {
                low = middle
            } else {
                high = middle - 1
            }
        }
        let result = Self.shortened(characters, to: low)
        return self.width(of: result) <= width ? result : ""
    }

    /// `text` in lines of at most `width` pixels, broken at spaces; what does not fit into `lines` lines is elided.
    public func wrapped(_ text: String, width: Double, lines: Int) -> [String] {
        var result: [String] = []
        var words = Self.singleLine(text).split(separator: " ")[...]
        while let first = words.first, result.count < lines {
            if result.count == lines - 1 {
                result.append(elided(words.joined(separator: " "), width: width))
                break
            }
            var line = String(first)
            words.removeFirst()
            while let next = words.first, self.width(of: line + " " + next) <= width {
                line += " " + next
                words.removeFirst()
            }
            result.append(elided(line, width: width))
        }
        return result
    }

    private static func shortened(_ characters: [Character], to count: Int) -> String {
        var kept = characters[..<count]
        while let last = kept.last, last == " " || last == "," { kept.removeLast() }
        return String(kept) + "…"
    }

    /// Control characters (line ends, NUL) as spaces: a label is one line.
    static func singleLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(scalars)
    }
}
