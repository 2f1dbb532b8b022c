import Foundation
package import Units

/// The default names of picture files.
///
/// A name is the subject, then a mark for each parameter that differs from its default, joined by hyphens:
/// `class-0005-garage-rows-3-distinct.png`.
package enum SheetFiles {
    /// The name of the picture with these parameters.
    package static func name(_ parameters: PictureParameters) -> String { stem(parameters) + ".png" }

    /// The same without the extension.
    package static func stem(_ parameters: PictureParameters) -> String { parameters.marks.joined(separator: "-") }

    /// The stem of a class sheet: `class-0011-goldfinch`.
    package static func stem(of record: ClassRecord) -> String {
        "class-\(padded(record.id.value))-\(slug(record.shortName))"
    }

    /// The stem of a unit sheet: `unit-0312`.
    package static func stem(of unit: UnitID) -> String { "unit-\(padded(unit.value))" }

    /// A number with at least four digits, so that names sort by number.
    package static func padded(_ number: Int) -> String { String(format: "%04d", number) }

    /// A list of ids for a name, each padded; `shortened` is used instead where the list is too long for a name.
    package static func list(_ ids: [Int], shortened: (String) -> String) -> String {
        let whole = ids.map(padded).joined(separator: "-")
        return whole.utf8.count <= 60 ? whole : "\(ids.count)-" + shortened(whole)
    }

    /// The most bytes of a slug: file systems take names of 255.
    private static let longestSlug = 80

    /// A text in lower case with hyphens between its words, for parts of names that a number already identifies; the
    /// beginning of a long one.
    package static func slug(_ text: String) -> String {
        var slug = text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        while slug.utf8.count > longestSlug || slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "unnamed" : slug
    }

    /// A text as a part of a file's name. Different texts give different parts: letters, digits and `.` stay as they are, a
    /// space becomes `_`, `-`, which separates parts, becomes `--`, and every other byte `~` with two hexadecimal digits.
    package static func identifier(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isPlain || scalar == "." { return String(scalar) }
            if scalar == "-" { return "--" }
            if scalar == " " { return "_" }
            return String(scalar).utf8.map { String(format: "~%02X", $0) }.joined()
        }.joined()
    }
}
