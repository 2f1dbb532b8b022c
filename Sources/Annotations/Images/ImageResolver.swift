import ImageCollections
package import Units

/// Finds the image that a text names, in a file or on the command line.
///
/// A text names
/// 1. the image with this path, byte for byte; otherwise
/// 2. the image whose path ends in the text, after a `/` (`cat.jpg` for `pets/cat.jpg`), or in whose path the text
///    ends, after a `/` (`data/pets/cat.jpg` for `pets/cat.jpg`); otherwise
/// 3. the image whose path without the extension matches in one of these ways (`pets/cat` for `pets/cat.jpg`); otherwise
/// 4. if the text has the extension of an image format, the image that it names without it (`pets/cat.png` for
///    `pets/cat.jpg`), because images are converted to other formats and their annotations are not.
///
/// Surrounding white space and a leading `./` are ignored, and `\` is read as `/`, unless the text itself is a path. If
/// a step finds several images, the text names none of them: this is an error if the user typed it, and is counted in a
/// message if it comes from a file. Paths are compared byte by byte (``ImagePath``).
package struct ImageResolver: Sendable {
    /// The result of matching a text.
    package enum Match: Equatable, Sendable {
        case one(ImagePath)
        case none
        /// Sorted.
        case several([ImagePath])
    }

    private let paths: Set<ImagePath>
    /// Paths by the file name without its extension.
    private let byStem: [ImagePath: [ImagePath]]

    /// - Parameter paths: The paths of the images, relative to the image folder.
    package init(_ paths: some Sequence<String>) {
        self.paths = Set(paths: paths)
        byStem = Dictionary(grouping: self.paths) { $0.fileName.withoutExtension }
    }

    /// Matches `text` by the rule of this type.
    package func match(_ text: String) -> Match {
        let exact = ImagePath(text)
        if paths.contains(exact) { return .one(exact) }
        let name = Self.plain(text)
        let match = match(plain: name)
        return match == .none && Self.isImage(name) ? self.match(plain: name.withoutExtension) : match
    }

    /// Whether `text`, which names `image`, has the extension of another format: whether step 4 of the rule found it.
    package static func exchangesExtension(_ text: String, _ image: ImagePath) -> Bool {
        let name = plain(text)
        guard ImagePath(text) != image, isImage(name) else { return false }
        return ![image, image.withoutExtension].contains { $0.ends(in: name) || name.ends(in: $0) }
    }

    private static func isImage(_ name: ImagePath) -> Bool {
        ImageFolder.extensions.contains(TextFile.fileExtension(of: name.text)) && name.withoutExtension != name
    }

    /// Returns what a name matches in the first three steps of the rule.
    private func match(plain name: ImagePath) -> Match {
        if paths.contains(name) { return .one(name) }
        // A name without an extension may contain dots: `n01.5` matches both `n01.5.jpg` and `n01`.
        let stems = Set([name.fileName, name.fileName.withoutExtension])
        let candidates = stems.flatMap { byStem[$0] ?? [] }
        for part in [\ImagePath.self, \ImagePath.withoutExtension] {
            let found = candidates.filter { $0[keyPath: part].ends(in: name) || name.ends(in: $0[keyPath: part]) }
            if found.count == 1 { return .one(found[0]) }
            if found.count > 1 { return .several(found.sorted()) }
        }
        return .none
    }

    /// Returns the path of the image that the user names by `text`.
    ///
    /// - Throws: ``AnnotationError``: `unknownImage`, or `ambiguousImage` with the candidates.
    package func resolve(_ text: String) throws(AnnotationError) -> String {
        switch match(text) {
        case .one(let path): return path.text
        case .none: throw .unknownImage(name: text)
        case .several(let found): throw .ambiguousImage(name: text, candidates: found.map(\.text))
        }
    }

    /// The text without surrounding white space and without a leading `./`, with `/` between its parts.
    private static func plain(_ text: String) -> ImagePath {
        // Scalars, because a combining accent after a `\` would hide it in a character.
        let scalars = text.trimmed.unicodeScalars.map { $0 == "\\" ? "/" : $0 }
        var rest = String(String.UnicodeScalarView(scalars))[...]
        while rest.utf8.starts(with: "./".utf8) { rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2)...] }
        return ImagePath(rest)
    }
}
