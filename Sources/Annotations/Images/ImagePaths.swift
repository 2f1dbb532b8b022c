/// The paths of an atlas's images, and which of them a user or a file means.
package struct ImagePaths: Sendable {
    /// What a name stands for.
    package enum Match: Equatable, Sendable {
        case one(String)
        case none
        /// Sorted.
        case several([String])
    }

    private let paths: Set<String>
    /// By the names of files without their endings.
    private let byStem: [String: [String]]

    /// Relative to the image folder.
    package init(_ paths: some Sequence<String>) {
        self.paths = Set(paths)
        byStem = Dictionary(grouping: self.paths, by: Self.stem)
    }

    /// The image that is called `name`: its path, or the end of one where only one image's path ends so (`cat.jpg` for
    /// `pets/cat.jpg`), or the path of a file whose end is an image's (`data/pets/cat.jpg`); without an ending where the
    /// name has none.
    package func match(_ name: String) -> Match {
        let name = Self.plain(name)
        if paths.contains(name) { return .one(name) }
        let candidates = byStem[Self.stem(name)] ?? []
        for hasEnding in [true, false] {
            let found = candidates.filter { path in
                let path = hasEnding ? path : Self.withoutEnding(path)
                return path == name || path.hasSuffix("/" + name) || name.hasSuffix("/" + path)
            }
            if found.count == 1 { return .one(found[0]) }
            if found.count > 1 { return .several(found.sorted()) }
        }
        return .none
    }

    /// Without `./` before it.
    private static func plain(_ name: String) -> String {
        var rest = Substring(name)
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        return String(rest)
    }

    private static func stem(_ path: String) -> String {
        withoutEnding(path.split(separator: "/").last.map(String.init) ?? path)
    }

    private static func withoutEnding(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
        return String(path[..<dot])
    }
}
