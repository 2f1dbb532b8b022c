import Annotations
import Reporting
import Units

/// Classes put together: a CSV with `group` and `wnid` or `class` (or both, either of which may be empty in a row).
struct ClassGroups {
    /// What a user has to know: sentences.
    let remarks: [String]
    /// By wnid, or by name in small letters.
    private var groups: [String: String] = [:]

    /// - Parameters:
    ///   - labels: The classes that images have.
    ///   - native: Those of the network's own head: a class that no image has may be among them.
    /// - Throws: `UnitAtlasError` with the line: for a row without group or class, for a class that stands further up, and for
    ///   one that nobody knows.
    init(path: String, labels: Set<HeadLabels.Key>, native: [ClassRecord]) throws {
        let table = try CSV(text: try TextFile.text(path), path: path)
        let columns = ["wnid", "class"].compactMap { table.column($0) }
        guard let group = table.column("group"), !columns.isEmpty else {
            throw UnitAtlasError.file(
                path: path,
                reason:
                    "it needs the columns “group” and “wnid” or “class” (its header: \(table.header.joined(separator: ",")))"
            )
        }
        guard !table.rows.isEmpty else { throw UnitAtlasError.file(path: path, reason: "it has a header and no group") }
        let used = Set(labels.flatMap { Self.keys(name: $0.name, wnid: $0.wnid) })
        let known = used.union(native.flatMap { Self.keys(name: $0.name, wnid: $0.wnid) })
        var firstLines: [String: Int] = [:]
        var members: [String: (line: Int, hasImages: Bool)] = [:]
        for row in table.rows {
            let name = CSV.trimmed(row.fields[group])
            let classes = columns.map { CSV.trimmed(row.fields[$0]) }.filter { !$0.isEmpty }
            guard !name.isEmpty else {
                throw UnitAtlasError.line(path: path, line: row.line, reason: "the group is missing")
            }
            guard !classes.isEmpty else {
                throw UnitAtlasError.line(
                    path: path, line: row.line, reason: "the class that belongs to “\(name)” is missing")
            }
            for text in classes {
                let key = text.lowercased()
                if let first = firstLines[key] {
                    throw UnitAtlasError.line(
                        path: path, line: row.line, reason: "“\(text)” stands in line \(first) already")
                }
                firstLines[key] = row.line
                groups[key] = name
            }
            // Without a native head nobody can say which classes there are besides those of the labels.
            guard native.isEmpty || classes.contains(where: { known.contains($0.lowercased()) }) else {
                throw UnitAtlasError.line(
                    path: path, line: row.line,
                    reason: "neither a label nor a class of the network is called “\(classes[0])”")
            }
            let hasImages = classes.contains { used.contains($0.lowercased()) }
            let earlier = members[name]
            members[name] = (earlier?.line ?? row.line, earlier?.hasImages == true || hasImages)
        }
        let empty = members.filter { !$0.value.hasImages }.sorted { $0.value.line < $1.value.line }
        guard empty.count < members.count else {
            throw UnitAtlasError.file(
                path: path, reason: "no image has a class of any of its \(CountText.text(members.count, "group"))")
        }
        remarks = empty.map {
            "\(path), line \($0.value.line): no image belongs to the group “\($0.key)”; the head is without it"
        }
    }

    /// The group of a class; nil where it is in none.
    func group(_ key: HeadLabels.Key) -> HeadLabels.Key? {
        Self.keys(name: key.name, wnid: key.wnid).lazy.compactMap { groups[$0] }.first.map { HeadLabels.Key(name: $0) }
    }

    private static func keys(name: String, wnid: String?) -> [String] {
        [wnid, name].compactMap { $0?.lowercased() }
    }
}
