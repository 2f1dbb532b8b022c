import Foundation
import Units

/// The meaning of the values or colours of masks: `masks.csv`, with the column `name` and one or both of `value` and a
/// colour, which is `color` or `colour` (`#rrggbb`), or `r`, `g` and `b`.
///
/// The name `background` means no object; pixels of `ignore` and `void` count neither for nor against an object. Values
/// and colours that are not in the table are background, except 255 in masks of eight bits, which is ignored.
struct MaskTable: Sendable, Equatable {
    /// The meaning of a pixel.
    enum Meaning: Hashable {
        case background
        case ignored
        /// The index of its name.
        case object(Int)
    }

    /// The names, in the order of the file.
    private(set) var names: [String] = []
    /// By value and by colour (0xRRGGBB).
    private(set) var values: [Int: Meaning] = [:]
    private(set) var colors: [Int: Meaning] = [:]

    private static let reserved: [String: Meaning] = [
        "": .background, "background": .background, "ignore": .ignored, "void": .ignored,
    ]

    /// - Throws: ``AnnotationError``; `missingColumns`, `notAGreyValue`, `notAColor`, `repeated`, `noRows`.
    init(path: String) throws(AnnotationError) {
        let table = try CSV(path: path)
        let name = try table.columns(["name"])[0]
        let value = table.column("value")
        let color = ["color", "colour"].lazy.compactMap(table.column).first
        let channels = [["r", "red"], ["g", "green"], ["b", "blue"]].map { $0.lazy.compactMap(table.column).first }
        let hasChannels = channels.allSatisfy { $0 != nil }
        guard value != nil || color != nil || hasChannels else {
            throw .file(
                path: path, .missingColumns(["value", "color", "r,g,b"], isOneEnough: true, header: table.header))
        }
        var meanings: [FoldedText: Meaning] = [:]
        var seen: [String: (line: Int, meaning: Meaning)] = [:]
        for row in table.rows {
            let key = FoldedText(row[name])
            let meaning = Self.reserved[key.text] ?? meanings[key] ?? .object(names.count)
            if meaning == .object(names.count) { names.append(row[name]) }
            meanings[key] = meaning
            var texts: [String] = []
            var numbers: (value: Int?, color: Int?) = (nil, nil)
            if let value {
                guard let number = Int(row[value]), (0...65535).contains(number) else {
                    throw table.failure(row, .notAGreyValue(row[value]))
                }
                numbers.value = number
                texts.append(String(number))
            }
            if color != nil || hasChannels {
                let text = color.map { row[$0] } ?? channels.compactMap { $0.map { row[$0] } }.joined(separator: ",")
                guard let number = Self.color(text) else { throw table.failure(row, .notAColor(text)) }
                numbers.color = number
                texts.append(Self.text(number))
            }
            for text in texts {
                if let first = seen.updateValue((row.line, meaning), forKey: text), first.meaning != meaning {
                    throw table.failure(row, .repeated(value: text, first: first.line))
                }
            }
            if let number = numbers.value { values[number] = meaning }
            if let number = numbers.color { colors[number] = meaning }
        }
        guard !names.isEmpty else { throw .file(path: path, .noRows) }
    }

    /// The colour of `#rrggbb` or `r,g,b` as 0xRRGGBB; nil for other text.
    static func color(_ text: String) -> Int? {
        if text.hasPrefix("#") {
            return text.utf8.count == 7 ? Int(text.dropFirst(), radix: 16) : nil
        }
        let parts = text.split(separator: ",").compactMap { Int($0) }
        guard parts.count == 3, parts.allSatisfy({ (0...255).contains($0) }) else { return nil }
        return parts[0] << 16 | parts[1] << 8 | parts[2]
    }

    /// A colour as `#rrggbb`.
    static func text(_ color: Int) -> String { "#" + String(format: "%06x", color) }

    /// Returns the meaning of each pixel of a mask, row by row.
    ///
    /// - Throws: ``AnnotationError``: `colorsInMask` for a mask of colours if only values have names, and the reverse.
    func meanings(of mask: MaskPicture, path: String) throws(AnnotationError) -> [Meaning] {
        let count = mask.width * mask.height
        let byValue = !values.isEmpty && (count == 0 || mask.number(0) != nil)
        guard byValue || !colors.isEmpty else {
            throw .file(path: path, .colorsInMask(mask.colors.prefix(5).map(Self.text)))
        }
        return (0..<count).map { pixel in
            let named = byValue ? mask.number(pixel).flatMap { values[$0] } : colors[mask.color(pixel)]
            return named ?? (mask.isLast(pixel) ? .ignored : .background)
        }
    }
}
