public import Units

/// Finds the class that a text means: the one rule for names of classes, on a command line, in a file, and in SQL.
///
/// A column or field says what it holds: `class_index`, `wnid` or `class`, and its text is read as that alone
/// (``Kind``). Where it does not say, names come before indices: in a folder called `7`, the class called “7” is meant,
/// and class 7 only where none is called so. CUB's numbers before names do not count: `001.Sooty_Albatross` is the class
/// “Sooty_Albatross”, and the other way round. Text typed by a person (``resolve(_:)``) is an index if it is a number.
///
/// Names are compared without regard to case, to Unicode normalization and to white space around them. A class's names
/// are its wnid, its whole name, and each of the synonyms between commas, in this order: `crane` is the class “crane”
/// even where another is called “crane, machine”. Where several classes fit equally, the text is ambiguous, which is an
/// error that lists them.
public struct ClassResolver: Sendable {
    /// What a text holds.
    public enum Kind: String, Sendable, CaseIterable {
        /// A class's index, counted from 0.
        case classIndex = "class_index"
        /// A WordNet id.
        case wnid
        /// A class's name, one of its synonyms, or its wnid.
        case name = "class"
        /// Nobody says: a name, and if no class is called so, an index.
        case any
    }

    /// The classes of one head, by index.
    public let classes: [ClassRecord]
    /// Places by wnid, whole name, and synonym.
    private var byWordNet: [FoldedText: [Int]] = [:]
    private var byName: [FoldedText: [Int]] = [:]
    private var bySynonym: [FoldedText: [Int]] = [:]
    /// What is added to a number in a file to make the index of a class.
    private let offset: Int
    /// Whether a class is called by a number, so that a number in annotations is a name.
    private let hasNumbersAsNames: Bool

    /// Takes the classes of one head, by index.
    ///
    /// - Parameter offset: What is added to a number to make the index of a class: −1 for numbers that count from 1.
    package init(_ classes: [ClassRecord], offset: Int = 0) {
        (self.classes, self.offset) = (classes, offset)
        hasNumbersAsNames = classes.contains { Int($0.name.trimmed) != nil }
        for (place, record) in classes.enumerated() {
            if let wnid = record.wnid { byWordNet[FoldedText(wnid), default: []].append(place) }
            byName[FoldedText(record.name), default: []].append(place)
            for synonym in Self.synonyms(record) { bySynonym[synonym, default: []].append(place) }
        }
    }

    /// The class that a person means by `text`: an index, a wnid, a name, a synonym, or a part of a name that only one
    /// class has.
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

    /// The class that `text` means in a column or field that holds `kind`; parts of names do not count.
    ///
    /// - Throws: ``AnnotationError``: `noClasses`, `notAnIndex`, `unknownIndex`, `unknownClass`, `ambiguousClass`.
    public func resolve(_ text: String, as kind: Kind) throws(AnnotationError) -> ClassRecord {
        guard !classes.isEmpty else { throw .noClasses }
        if kind == .classIndex {
            guard Int(text.trimmed) != nil else { throw .notAnIndex(text: text) }
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
        if kind == .any, let index = index(text), classes.indices.contains(index) { return classes[index] }
        throw .unknownClass(name: text)
    }

    /// The index that a number means; nil for other text and for numbers too large.
    private func index(_ text: String) -> Int? {
        guard let (sum, isTooLarge) = Int(text.trimmed)?.addingReportingOverflow(offset), !isTooLarge else {
            return nil
        }
        return sum
    }

    /// The text after the number and the dot that CUB writes before names; nil where there are none.
    private static func withoutNumber(_ text: some StringProtocol) -> String? {
        let text = text.trimmed
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        return digits.isEmpty || !rest.hasPrefix(".") || rest.count < 2 || rest.dropFirst().first?.isNumber == true
            ? nil : String(rest.dropFirst())
    }

    /// All classes that `text` may mean by wnid, name or synonym, and if no class is called by a number, by index: for
    /// annotations of images whose label then says which of them is meant.
    package func matches(_ text: String) -> Set<ClassID> {
        let key = FoldedText(text)
        if key.isEmpty { return [] }
        let found = Set([byWordNet, byName, bySynonym].flatMap { $0[key] ?? [] }.map { classes[$0].id })
        if !found.isEmpty { return found }
        if let name = Self.withoutNumber(text) { return matches(name) }
        if !hasNumbersAsNames, let index = index(text), classes.indices.contains(index) { return [classes[index].id] }
        return []
    }

    /// Classes that a search for `text` finds, best first: those that have it as index, wnid or name, then those of which
    /// a name or synonym begins with it, then those whose names hold it.
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

    /// The class that a class of another list is here: the one of the same wnid, else of the same name, else of one of
    /// its synonyms; nil where there is none, or more than one. Classes of different wnids are never the same.
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

    /// Places of the classes of whose name `text` is a part.
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
