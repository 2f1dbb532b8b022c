/// A text file that names images, one path a line.
///
/// White space around paths does not count. Blank lines are left out, and so are comments: lines of `#` alone or of `#`
/// and a space.
package struct PathList: Sendable {
    /// The paths in their order; lines count from 1.
    package let entries: [(line: Int, path: String)]

    /// - Parameter path: In errors.
    package init(text: String) {
        entries = TextFile.lines(text).enumerated().compactMap { index, line in
            line.isEmpty || line == "#" || line.hasPrefix("# ") ? nil : (index + 1, line)
        }
    }

    /// Reads the file at `path`.
    package init(path: String) throws(CollectionError) { self.init(text: try TextFile.text(path)) }
}
