public import Units

/// Finds the class that a user means.
///
/// Tried in turn, without regard to case: index, wnid, whole name, one of the comma-separated synonyms, a part of a name
/// that only one class has.
public struct ClassResolver: Sendable {
    public let classes: [ClassRecord]
    private let names: [String]

    /// Takes the classes of one head, by index.
    public init(_ classes: [ClassRecord]) {
        self.classes = classes
        names = classes.map { $0.name.lowercased() }
    }

    /// - Throws: `AnnotationError.classNotFound`, with the candidates where there are several.
    public func resolve(_ text: String) throws(AnnotationError) -> ClassRecord {
        guard !classes.isEmpty else {
            throw .request(
                "There are no classes: the units are those of a layer that the network's classes do not rest on.")
        }
        let wanted = CSV.trimmed(text).lowercased()
        if let index = Int(wanted) {
            guard classes.indices.contains(index) else {
                throw .request("There is no class \(index): the classes are 0 to \(classes.count - 1).")
            }
            return classes[index]
        }
        guard !wanted.isEmpty else { throw .classNotFound(name: text, candidates: []) }
        let attempts: [(Int) -> Bool] = [
            { classes[$0].wnid?.lowercased() == wanted },
            { names[$0] == wanted },
            { names[$0].split(separator: ",").contains { CSV.trimmed(String($0)) == wanted } },
            { names[$0].contains(wanted) },
        ]
        for matches in attempts {
            let found = classes.indices.filter(matches)
            if found.count == 1 { return classes[found[0]] }
            if found.count > 1 {
                throw .classNotFound(name: text, candidates: found.map { "\(classes[$0].id) \(classes[$0].name)" })
            }
        }
        throw .classNotFound(name: text, candidates: [])
    }
}
