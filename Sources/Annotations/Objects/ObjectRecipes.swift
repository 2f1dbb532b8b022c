package import Units

/// Which objects classes are known to be made of: a CSV with `class` and `object` or `part`.
package struct ObjectRecipes: Sendable {
    /// For each class the places of its objects.
    package let objects: [Set<Int>]

    /// - Parameter place: The place of the object of that name; nil where there is none.
    /// - Throws: ``AnnotationError`` for other columns, and with the line for a class or an object that is unknown.
    package init(
        path: String, classes: [ClassRecord], place: (String) -> Int?
    ) throws(AnnotationError) {
        let table = try CSV(path: path)
        let column = try table.columns(["class"])[0]
        let object = try table.firstColumn(of: ["object", "part"]).place
        let resolver = ClassResolver(classes)
        var found = [Set<Int>](repeating: [], count: classes.count)
        for row in table.rows {
            let record = try resolver.resolve(row[column], in: "class", .head, path: path, line: row.line)
            guard let index = place(row[object]) else { throw table.failure(row, .unknownObject(row[object])) }
            found[record.id.value].insert(index)
        }
        objects = found
    }
}
