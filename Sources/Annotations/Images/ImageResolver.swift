package import Units

/// Finds the image that a text means, in a file or on a command line.
///
/// A text means
/// 1. the image whose path it is, byte for byte; else
/// 2. the image whose path ends in it after a `/` (`cat.jpg` for `pets/cat.jpg`), or whose path it ends in after a `/`
///    (`data/pets/cat.jpg` for `pets/cat.jpg`); else
/// 3. the image of whose path without extension one of these is true (`pets/cat` for `pets/cat.jpg`).
///
/// White space around the text and `./` before it do not count, and `\` is a `/`, unless the text as it stands is a path.
/// Where a step
/// finds several images, the text means none of them: an error for a person who typed it, a number in a remark for a
/// file. Paths are compared by their bytes (``ImagePath``).
package struct ImageResolver: Sendable {
    /// What a text means.
    package enum Match: Equatable, Sendable {
        case one(ImagePath)
        case none
        /// Sorted.
        case several([ImagePath])
    }

    private let paths: Set<ImagePath>
    /// By the names of files without their extensions.
    private let byStem: [ImagePath: [ImagePath]]

    /// - Parameter paths: The images, relative to the image folder.
    package init(_ paths: some Sequence<String>) {
        self.paths = Set(paths: paths)
        byStem = Dictionary(grouping: self.paths) { $0.fileName.withoutExtension }
    }

    /// What `text` means by the rule of this type.
    package func match(_ text: String) -> Match {
        let exact = ImagePath(text)
        if paths.contains(exact) { return .one(exact) }
        let name = Self.plain(text)
        if paths.contains(name) { return .one(name) }
        // A name without extension may hold dots: `n01.5` is an image `n01.5.jpg`, and one called `n01`.
        let stems = Set([name.fileName, name.fileName.withoutExtension])
        let candidates = stems.flatMap { byStem[$0] ?? [] }
        for part in [\ImagePath.self, \ImagePath.withoutExtension] {
            let found = candidates.filter { $0[keyPath: part].ends(in: name) || name.ends(in: $0[keyPath: part]) }
            if found.count == 1 { return .one(found[0]) }
            if found.count > 1 { return .several(found.sorted()) }
        }
        return .none
    }

    /// The path of the image that a person means by `text`.
    ///
    /// - Throws: ``AnnotationError``: `unknownImage`, or `ambiguousImage` with the candidates.
    package func resolve(_ text: String) throws(AnnotationError) -> String {
        switch match(text) {
        case .one(let path): return path.text
        case .none: throw .unknownImage(name: text)
        case .several(let found): throw .ambiguousImage(name: text, candidates: found.map(\.text))
        }
    }

    /// The text without white space around it and without `./` before it, with `/` between its parts.
    private static func plain(_ text: String) -> ImagePath {
        // Scalars, as a combining accent after a `\` would hide it in a character.
        let scalars = text.trimmed.unicodeScalars.map { $0 == "\\" ? "/" : $0 }
        var rest = String(String.UnicodeScalarView(scalars))[...]
        while rest.utf8.starts(with: "./".utf8) { rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...] }
        return ImagePath(rest)
    }
}
