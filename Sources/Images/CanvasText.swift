/// The style of a line of text in DejaVu Sans: its size in pixels, weight and colour.
package struct TextStyle: Sendable, Hashable {
    package enum Weight: Sendable, Hashable {
        case regular
        case bold
    }

    package enum Alignment: Sendable, Hashable {
        case left
        case center
        case right
    }

    package let size: Double
    package let weight: Weight
    package let color: Color

    package init(size: Double, weight: Weight = .regular, color: Color = .black) {
        self.size = size
        self.weight = weight
        self.color = color
    }

    package func colored(_ color: Color) -> TextStyle { TextStyle(size: size, weight: weight, color: color) }

    /// Returns `text` if it fits into `width` pixels, otherwise its longest prefix that fits with `…` appended.
    ///
    /// The result is empty if not even `…` fits.
    package func elided(_ text: String, width: Double) -> String {
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

    /// Returns `text` broken at spaces into at most `lines` lines of at most `width` pixels; the rest is elided.
    package func wrapped(_ text: String, width: Double, lines: Int) -> [String] {
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

    /// Returns `text` with control characters (line ends, NUL) replaced by spaces.
    static func singleLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(scalars)
    }
}
