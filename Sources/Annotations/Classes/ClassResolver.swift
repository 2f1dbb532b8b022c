public import Units

/// Finds the class that a text names. This is the rule for class names everywhere: on the command line, in files and in
/// SQL.
///
/// A column or field may say what it holds: `class_index`, `wnid` or `class`. Its text is then read as that only
/// (``Kind``). Otherwise names come before indices: a folder `7` stands for the class named “7”, and for class 7 only
/// if there is no such name. Numbers before names, as in CUB, are ignored: `001.Sooty_Albatross` is the class
/// “Sooty_Albatross”, and vice versa. A wnid before a name is the wnid: `n02085620-Chihuahua`. Text typed by the user
/// (``resolve(_:)``) is an index if it is a number.
///
/// Names are compared without regard to case, Unicode normalization and surrounding white space. The names of a class
/// are its wnid, its whole name, and each of the synonyms between commas, in this order: `crane` is the class “crane”
/// even if another class is named “crane, machine”. If several classes match equally well, the text is ambiguous, and
/// the error lists them.
public struct ClassResolver: Sendable {
    /// What a text holds.
    public enum Kind: String, Sendable, CaseIterable {
        /// A class's index, counted from 0.
        case classIndex = "class_index"
        /// A WordNet id.
        case wnid
        /// A class's name, one of its synonyms, or its wnid.
        case name = "class"
        /// Not stated: a name, or an index if no class has this name.
        case any
    }

    /// The classes of one head, by index.
    public let classes: [ClassRecord]
    /// Indices by wnid, whole name, and synonym.
    private var byWordNet: [FoldedText: [Int]] = [:]
    private var byName: [FoldedText: [Int]] = [:]
    private var bySynonym: [FoldedText: [Int]] = [:]
    /// The number added to a number in a file to get a class index.
    private let offset: Int
    /// Whether the name of a class is a number, so that numbers in annotations are names.
    let hasNumbersAsNames: Bool

    /// A resolver for the classes of one head, by index.
    ///
    /// - Parameter offset: The number added to a number to get a class index: −1 for numbers that count from 1.
    package init(_ classes: [ClassRecord], offset: Int = 0) {
        (self.classes, self.offset) = (classes, offset)
        hasNumbersAsNames = classes.contains { Int($0.name.trimmed) != nil }
        for (place, record) in classes.enumerated() {
            if let wnid = record.wnid { byWordNet[FoldedText(wnid), default: []].append(place) }
            byName[FoldedText(record.name), default: []].append(place)
            for synonym in Self.synonyms(record) { bySynonym[synonym, default: []].append(place) }
        }
    }

    /// Returns the class that the user names by `text`: an index, a wnid, a name, a synonym, or a part of a name that
    /// only one class has.
    ///
    /// - Throws: ``AnnotationError``: `noClasses`, `unknownIndex`, `unknownClass`, `ambiguousClass`.
    public func resolve(_ text: String) throws(AnnotationError) -> ClassRecord {
        if Int(text.trimmed) != nil { return try resolve(text, as: .classIndex) }
        do {
            return try resolve(text, as: .name)
        } catch .unknownClass {
            let parts = containing(text)
            if parts.isEmpty { throw .unknownClass(name: text) }
            return try only(parts, text)
        }
    }

    /// Returns the class that `text` names in a column or field that holds `kind`. Parts of names do not match.
    ///
    /// - Throws: ``AnnotationError``: `noClasses`, `notAnIndex`, `unknownIndex`, `unknownClass`, `ambiguousClass`.
    public func resolve(_ text: String, as kind: Kind) throws(AnnotationError) -> ClassRecord {
        guard !classes.isEmpty else { throw .noClasses }
        if kind == .classIndex {
            guard Self.number(text) != nil else { throw .notAnIndex(text: text) }
            guard let index = index(text) else { throw .unknownIndex(Int.max, count: classes.count) }
            guard classes.indices.contains(index) else { throw .unknownIndex(index, count: classes.count) }
            return classes[index]
        }
        let key = FoldedText(text)
        guard !key.isEmpty else { throw .unknownClass(name: text) }
        for table in kind == .wnid ? [byWordNet] : [byWordNet, byName, bySynonym] {
            if let found = table[key] { return try only(found, text) }
        }
        if kind != .wnid, let name = Self.withoutNumber(text) {
            for table in [byName, bySynonym] {
                if let found = table[FoldedText(name)] { return try only(found, text) }
            }
        }
        if kind != .wnid, let found = Self.wordNetID(before: text).flatMap({ byWordNet[FoldedText($0)] }) {
            return try only(found, text)
        }
        if kind == .any, let index = index(text), classes.indices.contains(index) { return classes[index] }
        throw .unknownClass(name: text)
    }

    /// Returns the class index of a number; nil for other text and for numbers that are too large.
    private func index(_ text: String) -> Int? {
        guard let (sum, isTooLarge) = Self.number(text)?.addingReportingOverflow(offset), !isTooLarge else {
            return nil
        }
        return sum
    }

    /// A whole number, also as programs write it that know only numbers with fractions: `7.0`.
    package static func number(_ text: String) -> Int? {
        let text = text.trimmed
        return Int(text.hasSuffix(".0") ? text.dropLast(2) : text[...])
    }

    /// Returns the text after the number and the dot that CUB writes before names; nil if there are none.
    private static func withoutNumber(_ text: some StringProtocol) -> String? {
        let text = text.trimmed
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        return digits.isEmpty || !rest.hasPrefix(".") || rest.count < 2 || rest.dropFirst().first?.isNumber == true
            ? nil : String(rest.dropFirst())
    }

    /// The wnid that a hyphen or `_` and a name follow, as in folders of Stanford Dogs; nil where there is none.
    private static func wordNetID(before text: String) -> Substring? {
        let start = text.trimmed.prefix(10)
        return start.count == 10 && "-_".contains(start.last ?? " ")
            && ClassList.isWordNetID(start.dropLast().lowercased())
            ? start.dropLast() : nil
    }

    /// Returns all classes that `text` matches by wnid, name or synonym, or by index if no class is named by a number.
    /// This is for annotations of images, whose label then decides between the classes.
    package func matches(_ text: String) -> Set<ClassID> {
        let key = FoldedText(text)
        if key.isEmpty { return [] }
        let found = Set([byWordNet, byName, bySynonym].flatMap { $0[key] ?? [] }.map { classes[$0].id })
        if !found.isEmpty { return found }
        if let name = Self.withoutNumber(text) { return matches(name) }
        if !hasNumbersAsNames, let index = index(text), classes.indices.contains(index) { return [classes[index].id] }
        return []
    }

    /// Returns the classes that a search for `text` finds, best first: those with this index, wnid or name, then those
    /// with a name or synonym that begins with it, then those with a name that contains it.
    package func search(_ text: String) -> [ClassRecord] {
        let key = FoldedText(text)
        if key.isEmpty { return [] }
        let index = Int(text.trimmed)
        func tier(_ place: Int) -> Int? {
            let record = classes[place]
            let name = FoldedText(record.name)
            if index == place || name == key || record.wnid.map({ FoldedText($0) }) == key { return 0 }
            let names = Self.synonyms(record).union([name])
            if names.contains(where: { $0.text.hasPrefix(key.text) }) { return 1 }
            return name.text.contains(key.text) ? 2 : nil
        }
        let found = classes.indices.compactMap { place in tier(place).map { (tier: $0, place: place) } }
        return (0...2).flatMap { tier in found.filter { $0.tier == tier }.map { classes[$0.place] } }
    }

    /// Returns the class that corresponds to a class of another list: the one with the same wnid, otherwise the same
    /// name, otherwise one of its synonyms; nil if there is none or more than one. Classes with different wnids never
    /// correspond.
    public func counterpart(of record: ClassRecord) -> ClassRecord? {
        let wnid = record.wnid.map { FoldedText($0) }
        func only(_ places: some Sequence<Int>) -> ClassRecord? {
            let found = Set(
                places.filter { place in
                    let other = classes[place].wnid.map { FoldedText($0) }
                    return wnid == nil || other == nil || other == wnid
                })
            return found.count == 1 ? found.first.map { classes[$0] } : nil
        }
        return wnid.flatMap { only(byWordNet[$0] ?? []) } ?? only(byName[FoldedText(record.name)] ?? [])
            ?? only(Self.synonyms(record).flatMap { bySynonym[$0] ?? [] })
    }

    /// The indices of the classes whose name contains `text`.
    private func containing(_ text: String) -> [Int] {
        let part = FoldedText(text)
        if part.isEmpty { return [] }
        return classes.indices.filter { FoldedText(classes[$0].name).text.contains(part.text) }
    }

    private func only(_ places: [Int], _ text: String) throws(AnnotationError) -> ClassRecord {
        guard places.count == 1 else { throw .ambiguousClass(name: text, candidates: places.map { classes[$0] }) }
        return classes[places[0]]
    }

    private static func synonyms(_ record: ClassRecord) -> Set<FoldedText> {
        let parts = record.name.split(separator: ",")
        return Set(
            (parts.map { FoldedText($0) } + parts.compactMap(withoutNumber).map { FoldedText($0) }).filter {
                !$0.isEmpty
            })
    }
}
