/// Class lists as tables with a header.
extension ClassList {
    /// Columns that may name a class; the first one present does.
    static let nameColumns = ["name", "class_name", "classname", "label_name", "label", "class"]
    /// Columns that always hold the number of a class.
    private static let numberColumns: Set = [
        "class_index", "class_idx", "index", "idx", "class_id", "classid", "label_id", "category_id", "target",
    ]
    /// Columns that hold a number in some lists, and a wnid or another name in others.
    private static let openColumns = ["id", "label", "class"]
    private static let wordNetColumns = ["wnid", "synset", "synset_id"]

    /// Returns whether the fields of a first line, in lower case, are a header: whether they include one of
    /// ``nameColumns``, or are two of which one is in `numberColumns`.
    static func isHeader(_ fields: [String]) -> Bool {
        fields.contains(where: nameColumns.contains)
            || fields.count == 2 && fields.contains(where: numberColumns.contains)
    }

    /// Reads a table of classes: a column of names and, if present, a column of numbers and one of wnids.
    ///
    /// A column `label` or `class` that holds only numbers does not name the classes if another column can, even a
    /// column of wnids. A column `id`, or `label` or `class` next to a name, holds numbers if all its values are
    /// numbers, and wnids if all are wnids. A column without a name, which pandas writes for the index, holds numbers if
    /// all its values are.
    ///
    /// - Throws: ``AnnotationError``: `missingColumns`; `missingValue`; `notANumber` for a column that holds numbers;
    ///   `otherOrder` if another column numbers the classes in a different order than the lines.
    static func entries(table: CSV) throws(AnnotationError) -> [Entry] {
        func isAll(_ place: Int, _ fits: (String) -> Bool) -> Bool {
            !table.rows.isEmpty && table.rows.allSatisfy { fits($0[place]) }
        }
        func isNumber(_ text: String) -> Bool { Int(text) != nil }
        let name = try nameColumn(of: table)
        let open = openColumns.compactMap(table.column).filter { $0 != name }
        let unnamed = table.header.indices.filter {
            table.header[$0].isEmpty || table.header[$0].hasPrefix("unnamed:")
        }
        let number =
            table.header.indices.first { $0 != name && numberColumns.contains(table.header[$0]) }
            ?? (open + unnamed).first { isAll($0, isNumber) }
        let wnid = wordNetColumns.lazy.compactMap(table.column).first ?? open.first { isAll($0, isWordNetID) }
        if number == nil, wnid == nil, let id = table.column("id"), id != name,
            let row = table.rows.first(where: { Int($0[id]) == nil })
        {
            throw table.failure(row, .notANumber(column: "id", value: row[id]))
        }
        if number == nil {
            for place in table.header.indices where place != name {
                let numbers = table.rows.compactMap { Int($0[place]) }
                if numbers.count == table.rows.count, isCount(numbers), numbers != numbers.sorted() {
                    throw .file(path: table.path, .otherOrder(column: table.header[place]))
                }
            }
        }
        var entries: [Entry] = []
        for row in table.rows {
            guard !row[name].isEmpty else { throw table.failure(row, .missingValue(column: table.header[name])) }
            var entry = Entry(name: row[name])
            if let number {
                guard let value = ClassResolver.number(row[number]), value >= 0 else {
                    throw table.failure(row, .notANumber(column: table.header[number], value: row[number]))
                }
                entry.number = value
            }
            if let wnid, !row[wnid].isEmpty { entry.wnid = row[wnid] }
            entries.append(entry)
        }
        return entries
    }

    /// The column that names the classes.
    private static func nameColumn(of table: CSV) throws(AnnotationError) -> Int {
        let named = nameColumns.lazy.compactMap(table.column)
        if named.isEmpty, table.header.count == 2, let number = table.header.firstIndex(where: numberColumns.contains) {
            return 1 - number
        }
        let first = try table.firstColumn(of: nameColumns).place
        return named.first { place in
            !openColumns.contains(table.header[place]) || !table.rows.allSatisfy { Int($0[place]) != nil }
        } ?? wordNetColumns.lazy.compactMap(table.column).first ?? first
    }
}
