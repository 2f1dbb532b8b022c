/// Class lists as tables with a header.
extension ClassList {
    /// Columns that may name a class; the first one present does.
    static let nameColumns = ["name", "class_name", "label", "class"]
    /// Columns that always hold the number of a class.
    private static let numberColumns = ["class_index", "index", "class_id"]
    /// Columns that hold a number in some lists, and a wnid or another name in others.
    private static let openColumns = ["id", "label", "class"]
    private static let wordNetColumns = ["wnid", "synset", "synset_id"]

    /// Returns whether the fields of a first line, in lower case, are a header: whether they include one of
    /// ``nameColumns``.
    static func isHeader(_ fields: [String]) -> Bool { fields.contains(where: nameColumns.contains) }

    /// Reads a table of classes: a column of names and, if present, a column of numbers and one of wnids.
    ///
    /// A column `label` or `class` that holds only numbers does not name the classes if another column can, even a
    /// column of wnids. A column `id`, or `label` or `class` next to a name, holds numbers if all its values are
    /// numbers, and wnids if all are wnids.
    /// - Throws: ``AnnotationError``: `missingColumns`; `missingValue`; `notANumber` for a column that holds numbers.
    static func entries(table: CSV) throws(AnnotationError) -> [Entry] {
        let first = try table.firstColumn(of: nameColumns).place
        let name =
            nameColumns.lazy.compactMap(table.column).first { place in
                !openColumns.contains(table.header[place]) || !table.rows.allSatisfy { Int($0[place]) != nil }
            } ?? wordNetColumns.lazy.compactMap(table.column).first ?? first
        let open = openColumns.compactMap(table.column).filter { $0 != name }
        func only(_ fits: (String) -> Bool) -> Int? {
            open.first { place in !table.rows.isEmpty && table.rows.allSatisfy { fits($0[place]) } }
        }
        let number =
            numberColumns.lazy.compactMap(table.column).first ?? only { Int($0) != nil }
        let wnid = wordNetColumns.lazy.compactMap(table.column).first ?? only(isWordNetID)
        if number == nil, wnid == nil, let id = table.column("id"), id != name,
            let row = table.rows.first(where: { Int($0[id]) == nil })
        {
            throw table.failure(row, .notANumber(column: "id", value: row[id]))
        }
        var entries: [Entry] = []
        for row in table.rows {
            guard !row[name].isEmpty else { throw table.failure(row, .missingValue(column: table.header[name])) }
            var entry = Entry(name: row[name])
            if let number {
                guard let value = Int(row[number]), value >= 0 else {
                    throw table.failure(row, .notANumber(column: table.header[number], value: row[number]))
                }
                entry.number = value
            }
            if let wnid, !row[wnid].isEmpty { entry.wnid = row[wnid] }
            entries.append(entry)
        }
        return entries
    }
}
