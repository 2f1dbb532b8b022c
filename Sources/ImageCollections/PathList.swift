/// A text file that lists images, one path per line.
///
/// Surrounding white space is ignored. Blank lines and comments are left out; a comment is a line that consists of `#`
/// or begins with `#` and a space.
package struct PathList: Sendable {
    /// The paths in the order of the file; lines count from 1.
    package let entries: [(line: Int, path: String)]

    /// - Parameter path: The path of the file, for errors.
    package init(text: String) {
        entries = TextFile.lines(text).enumerated().compactMap { index, line in
            line.isEmpty || line == "#" || line.hasPrefix("# ") ? nil : (index + 1, line)
        }
    }

    /// Reads the file at `path`.
    package init(path: String) throws(CollectionError) { self.init(text: try TextFile.text(path)) }
}
