import Units

/// Class lists with one class per line.
extension ClassList {
    /// Reads one name per line. A wnid before a name is split off. Numbers before or after the names number the classes
    /// if every line has one: `0 tench`, `tench,0`, `/a/airfield 0` (Places), `1 001.Black_footed_Albatross` (CUB).
    ///
    /// A wnid may come before the number: `n02119789 1 kit_fox`.
    ///
    /// Numbers that do not count up from 0 or 1 are part of the names (`boeing 707`). Quotes are removed if every line
    /// has them, and so are commas at the ends of the lines.
    ///
    /// - Throws: ``AnnotationError``: `missingValue` for an empty line; `missingIndex` if all lines are numbered but a
    ///   number is missing.
    static func entries(lines: [String], path: String) throws(AnnotationError) -> [Entry] {
        if let empty = lines.firstIndex(of: "") {
            throw .line(path: path, line: empty + 1, .missingValue(column: "name"))
        }
        let lines = withoutCommas(lines)
        let names = isQuoted(lines) ? lines.map { String($0.dropFirst().dropLast()) } : lines
        var entries: [Entry]
        if let numbered = try numbered(names, path: path) {
            entries = numbered
        } else {
            entries = numberedAfterWordNetIDs(names) ?? names.map { Entry(name: $0) }
        }
        // More columns, without a header to say what they hold.
        if entries.allSatisfy({ $0.name.contains("\t") && !isWordNetID($0.name.prefix(9)) }) {
            for place in entries.indices {
                entries[place].name = String(entries[place].name.prefix { $0 != "\t" }).trimmed
            }
        }
        // Places sorts its names into folders of one letter, which are not part of them.
        let isPlaces = entries.allSatisfy { entry in
            let start = Array(entry.name.unicodeScalars.prefix(3))
            return start.count == 3 && start[0] == "/" && start[2] == "/" && entry.name.utf8.count > 3
        }
        for place in entries.indices {
            if isPlaces { entries[place].name = String(entries[place].name.dropFirst(3)) }
            splitWordNetID(&entries[place])
        }
        return entries
    }

    private static func isQuoted(_ lines: [String]) -> Bool {
        ["\"", "'"].contains { quote in lines.allSatisfy { $0.count > 2 && $0.hasPrefix(quote) && $0.hasSuffix(quote) }
        }
    }

    /// The lines without commas at their ends, where all but the last one have one, as in lists copied from programs.
    private static func withoutCommas(_ lines: [String]) -> [String] {
        guard lines.count > 1, lines.dropLast().allSatisfy({ $0.count > 1 && $0.hasSuffix(",") }) else { return lines }
        return lines.map { $0.hasSuffix(",") ? String($0.dropLast()).trimmed : $0 }
    }

    /// Lines of a wnid, a number and a name, as ILSVRC's `map_clsloc.txt`; nil for others.
    private static func numberedAfterWordNetIDs(_ lines: [String]) -> [Entry]? {
        let entries = lines.compactMap { line -> Entry? in
            let parts = line.split(maxSplits: 2, whereSeparator: isSeparator)
            guard parts.count == 3, isWordNetID(parts[0]), let number = Int(parts[1]) else { return nil }
            return Entry(number: number, name: String(parts[2].drop(while: isSeparator)), wnid: String(parts[0]))
        }
        return isCount(entries, of: lines) ? entries : nil
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || ",;:".contains(character)
    }

    private static func splitWordNetID(_ entry: inout Entry) {
        let start = entry.name.prefix(9)
        guard isWordNetID(start) else { return }
        let rest = entry.name.dropFirst(9)
        if rest.isEmpty {
            entry.wnid = entry.name
        } else if rest.first.map(isSeparator) == true {
            let name = String(rest.drop(while: isSeparator)).unquoted
            if !name.isEmpty { (entry.wnid, entry.name) = (String(start), name) }
        }
    }

    /// Returns the lines split into numbers and names; nil if the numbers do not number the classes.
    private static func numbered(_ lines: [String], path: String) throws(AnnotationError) -> [Entry]? {
        let leading = lines.compactMap { line -> Entry? in
            let digits = line.prefix { $0.isASCII && $0.isNumber }
            var rest = line.dropFirst(digits.count)
            // `0. cat`, `0) cat`
            if let mark = rest.first, ".)".contains(mark), rest.dropFirst().first?.isWhitespace == true {
                rest.removeFirst()
            }
            guard let number = Int(digits), rest.first.map(isSeparator) == true else { return nil }
            rest = rest.drop(while: isSeparator)
            // `0 - cat`
            if rest.hasPrefix("- ") { rest = rest.dropFirst(2) }
            let name = String(rest).trimmed.unquoted
            return name.isEmpty ? nil : Entry(number: number, name: name)
        }
        if isCount(leading, of: lines) { return leading }
        let trailing = lines.compactMap { line -> Entry? in
            guard let end = line.lastIndex(where: isSeparator), let number = Int(line[line.index(after: end)...]),
                number >= 0
            else { return nil }
            var name = line[..<end]
            while let last = name.last, isSeparator(last) { name.removeLast() }
            return name.isEmpty ? nil : Entry(number: number, name: String(name).unquoted)
        }
        // `class 0`, `class 1`: if only the numbers distinguish the names, they are part of them.
        let isPartOfNames = Set(trailing.map { FoldedText($0.name) }).count <= 1 && lines.count > 1
        if isCount(trailing, of: lines), !isPartOfNames { return trailing }
        let numbers = Set(leading.compactMap(\.number))
        if lines.count > 2, numbers.count == lines.count, let first = numbers.min(), first <= 1 {
            for number in first... where !numbers.contains(number) {
                throw .file(path: path, .missingIndex(number))
            }
        }
        return nil
    }

    /// Whether every line has a number, and they are 0 to K−1 or 1 to K.
    private static func isCount(_ entries: [Entry], of lines: [String]) -> Bool {
        guard entries.count == lines.count else { return false }
        return isCount(entries.compactMap(\.number))
    }

    /// Whether numbers are 0 to K−1 or 1 to K, in any order.
    static func isCount(_ numbers: [Int]) -> Bool {
        let numbers = numbers.sorted()
        return numbers == Array(0..<numbers.count) || numbers == Array(1..<numbers.count + 1)
    }
}

extension String {
    /// The text without quotes around it.
    fileprivate var unquoted: String {
        count > 2 && ["\"", "'"].contains { hasPrefix($0) && hasSuffix($0) } ? String(dropFirst().dropLast()) : self
    }
}
