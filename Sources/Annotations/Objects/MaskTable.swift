import Foundation
import Units

/// The meaning of the values or colours of masks: `masks.csv`, with the column `name` and one or both of `value` and a
/// colour, which is `color` or `colour` (`#rrggbb`), or `r`, `g` and `b`.
///
/// The names `background`, `ignore` and `void` mean no object.
struct MaskTable: Sendable, Equatable {
    /// The names, in the order of the file.
    private(set) var names: [String] = []
    /// The indices of names, by value and by colour (0xRRGGBB).
    private(set) var values: [Int: Int] = [:]
    private(set) var colors: [Int: Int] = [:]

    private static let nothing: Set = ["background", "ignore", "void"]

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
        var places: [FoldedText: Int] = [:]
        var seen: [String: Int] = [:]
        for row in table.rows {
            let key = FoldedText(row[name])
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
                if let first = seen.updateValue(row.line, forKey: text), key != FoldedText(names(at: text) ?? "") {
                    throw table.failure(row, .repeated(value: text, first: first))
                }
            }
            if key.isEmpty || Self.nothing.contains(key.text) { continue }
            let place = places[key] ?? names.count
            if places.updateValue(place, forKey: key) == nil { names.append(row[name]) }
            if let number = numbers.value { values[number] = place }
            if let number = numbers.color { colors[number] = place }
        }
        guard !names.isEmpty else { throw .file(path: path, .noRows) }
    }

    /// The name read so far for a value or a colour.
    private func names(at text: String) -> String? {
        (Int(text).flatMap { values[$0] } ?? Self.color(text).flatMap { colors[$0] }).map { names[$0] }
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

    /// Returns the index of the name of each pixel of a mask; nil for pixels that show nothing.
    ///
    /// - Throws: ``AnnotationError``: `colorsInMask` for a mask of colours if only values have names, and the reverse.
    func places(of mask: MaskPicture, path: String) throws(AnnotationError) -> [Int?] {
        let count = mask.width * mask.height
        if !values.isEmpty, count == 0 || mask.number(0) != nil {
            return (0..<count).map { pixel in mask.number(pixel).flatMap { values[$0] } }
        }
        guard !colors.isEmpty else { throw .file(path: path, .colorsInMask(mask.colors(limit: 5))) }
        return (0..<count).map { colors[mask.color($0)] }
    }
}
