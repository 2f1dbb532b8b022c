package import Units

/// Groups of classes: a CSV with the columns `group` and `wnid` or `class`. If it has both, one of them may be empty in
/// a row.
package struct ClassGroups: Sendable {
    /// Groups without images, in the order of their first lines.
    package let empty: [(name: String, line: Int)]
    private let groups: [LabelledClass: String]

    /// - Parameters:
    ///   - labels: The classes that label the images.
    ///   - native: The classes of the network's own head, which may include classes without images.
    /// - Throws: ``AnnotationError`` for a table without these columns or without rows; with the line, for a row
    ///   without a group or a class, and for a repeated, unknown or ambiguous class.
    package init(path: String, labels: Set<LabelledClass>, native: [ClassRecord]) throws(AnnotationError) {
        let table = try CSV(path: path)
        let group = try table.columns(["group"])[0]
        _ = try table.firstColumn(of: ["wnid", "class"])
        guard !table.rows.isEmpty else { throw .file(path: path, .noRows) }
        let kinds = [ClassResolver.Kind.wnid, .name].compactMap { kind in
            table.column(kind.rawValue).map { (kind: kind, place: $0) }
        }
        let used = Array(labels)
        let classes = (
            used: ClassResolver(
                used.enumerated().map {
                    ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: $0.element.wnid)
                }),
            native: ClassResolver(native)
        )
        var lines: [FoldedText: Int] = [:]
        var groups: [LabelledClass: (name: String, line: Int)] = [:]
        var members: [String: (line: Int, hasImages: Bool)] = [:]
        for row in table.rows {
            let name = row[group]
            guard !name.isEmpty else { throw table.failure(row, .missingValue(column: "group")) }
            let texts = kinds.filter { !row[$0.place].isEmpty }
            guard !texts.isEmpty else { throw table.failure(row, .missingValue(column: "class")) }
            var (isKnown, hasImages) = (native.isEmpty, false)
            for (kind, place) in texts {
                if let first = lines.updateValue(row.line, forKey: FoldedText(row[place])) {
                    throw table.failure(row, .repeated(value: row[place], first: first))
                }
                func find(_ resolver: ClassResolver) throws(AnnotationError) -> ClassRecord? {
                    do {
                        return try resolver.resolve(row[place], as: kind)
                    } catch .ambiguousClass(_, let candidates) {
                        throw table.failure(
                            row, .ambiguousClass(column: kind.rawValue, value: row[place], candidates: candidates))
                    } catch {
                        return nil
                    }
                }
                if let found = try find(classes.used) {
                    let known = groups.updateValue((name, row.line), forKey: used[found.id.value])
                    if let known, known.line != row.line {
                        throw table.failure(row, .repeated(value: row[place], first: known.line))
                    }
                    (isKnown, hasImages) = (true, true)
                } else if try find(classes.native) != nil {
                    isKnown = true
                }
            }
            // Without a native head, only the classes of the labels are known.
            if !isKnown {
                let (kind, place) = texts[0]
                throw table.failure(row, .unknownClass(column: kind.rawValue, value: row[place], owner: .labels))
            }
            let earlier = members[name]
            members[name] = (earlier?.line ?? row.line, earlier?.hasImages == true || hasImages)
        }
        let empty = members.filter { !$0.value.hasImages }
        guard empty.count < members.count else {
            throw .file(path: path, .noGroupWithImages(count: members.count))
        }
        self.groups = groups.mapValues(\.name)
        self.empty = empty.map { (name: $0.key, line: $0.value.line) }.sorted { $0.line < $1.line }
    }

    /// The group of a class; nil if it is in none.
    package func group(of label: LabelledClass) -> LabelledClass? { groups[label].map { LabelledClass(name: $0) } }
}
