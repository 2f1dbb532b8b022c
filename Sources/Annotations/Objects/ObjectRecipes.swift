package import Units

/// The objects that make up each class: a CSV with the columns `class` and `object` or `part`.
package struct ObjectRecipes: Sendable {
    /// The indices of the objects of each class.
    package let objects: [Set<Int>]

    /// - Parameter place: Returns the index of the object with a name; nil if there is none.
    /// - Throws: ``AnnotationError`` for missing columns, and, with the line, for an unknown class or object.
    package init(
        path: String, classes: [ClassRecord], place: (String) -> Int?
    ) throws(AnnotationError) {
        let table = try CSV(path: path)
        let column = try table.columns(["class"])[0]
        let object = try table.firstColumn(of: ["object", "part"]).place
        let resolver = ClassResolver(classes)
        var found = [Set<Int>](repeating: [], count: classes.count)
        for row in table.rows {
            let record = try resolver.resolve(row[column], as: .name, in: "class", .head, path: path, line: row.line)
            guard let index = place(row[object]) else { throw table.failure(row, .unknownObject(row[object])) }
            found[record.id.value].insert(index)
        }
        objects = found
    }
}
