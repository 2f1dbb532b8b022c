/// The path of an image, relative to the image folder, compared byte by byte.
///
/// Swift strings are equal when they are canonically equivalent: a file name with a composed `é` and one with `e` and a
/// combining accent are one string, but two files. An image path is the bytes of its UTF-8. Sets, dictionaries and
/// orders of images use this type, never `String`.
package struct ImagePath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The path as text, `/` between its parts.
    package let text: String

    package init(_ text: some StringProtocol) { self.text = String(text) }

    package static func == (a: ImagePath, b: ImagePath) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        // Eight bytes at a time; the count distinguishes paths that differ in trailing zeros.
        var (word, count): (UInt64, Int) = (0, 0)
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count % 8 == 0 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }

    /// Compares bytes, as SQLite orders `path`.
    package static func < (a: ImagePath, b: ImagePath) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    package var description: String { text }

    private static let slash = UInt8(ascii: "/")

    /// The part after the last `/`.
    package var fileName: ImagePath {
        let bytes = text.utf8
        guard let slash = bytes.lastIndex(of: Self.slash) else { return self }
        return ImagePath(text[bytes.index(after: slash)...])
    }

    /// The name of the image's folder; nil if it is the image folder itself.
    package var folder: ImagePath? {
        guard let slash = text.utf8.lastIndex(of: Self.slash), slash > text.utf8.startIndex else { return nil }
        return ImagePath(text[..<slash]).fileName
    }

    /// The path without its extension: the last `.` of the file name and what follows. A file name that begins with its
    /// only `.` has no extension.
    package var withoutExtension: ImagePath {
        let bytes = text.utf8
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return self }
        let start = bytes.lastIndex(of: Self.slash).map { bytes.index(after: $0) } ?? bytes.startIndex
        return dot > start ? ImagePath(text[..<dot]) : self
    }

    /// Returns whether the path is `end` or ends with `/` and `end`.
    package func ends(in end: ImagePath) -> Bool {
        let (own, other) = (text.utf8, end.text.utf8)
        guard other.count < own.count else { return self == end }
        let start = own.index(own.endIndex, offsetBy: -other.count)
        return own[own.index(before: start)] == Self.slash && own[start...].elementsEqual(other)
    }
}

extension Dictionary where Key == ImagePath {
    /// Returns the value of the image at `path`.
    package subscript(path path: String) -> Value? {
        get { self[ImagePath(path)] }
        set { self[ImagePath(path)] = newValue }
    }
}

extension Set where Element == ImagePath {
    /// The paths, without duplicates.
    package init(paths: some Sequence<String>) { self.init(paths.lazy.map { ImagePath($0) }) }

    /// Returns whether the image at `path` is in the set.
    package func contains(path: String) -> Bool { contains(ImagePath(path)) }
}
