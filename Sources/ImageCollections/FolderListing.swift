package import Images

/// The contents of a folder, at any depth.
package enum FolderListing {
    /// A file or a broken link.
    package struct Item {
        /// The path relative to the folder, with `/` between its parts.
        package let path: String
        /// The status of the file; nil for a broken link.
        package let status: FileStatus?
    }

    /// Returns all files in `folder`, at any depth, ordered by the bytes of their paths.
    ///
    /// Hidden and system files (``isData(_:)``) are ignored. Links are followed, but not into a folder that contains
    /// them. Bytes of a name that are not UTF-8 are written as `\xE9`.
    /// - Throws: ``CollectionError`` if the folder or one inside it cannot be read.
    package static func items(_ folder: String) throws(CollectionError) -> [Item] {
        guard let status = FileStatus(path: folder) else { throw .missing(path: folder) }
        guard status.kind == .folder else { throw .notAFolder(path: folder) }
        var items: [Item] = []
        try collect(folder, prefix: "", ancestors: [status.identity], into: &items)
        return items
    }

    /// Whether a file or folder with this name is data, and not a hidden file (its name begins with a dot) or one that
    /// a system or program created for itself.
    package static func isData(_ name: String) -> Bool {
        !name.utf8.starts(with: ".".utf8) && !machineNames.contains(name.lowercased())
    }

    /// In lower case.
    private static let machineNames: Set<String> = [
        "@eadir", "__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "#recycle", "@recycle",
        "lost+found",
    ]

    /// Returns the paths, relative to `folder`, of the files in it with one of `extensions`, which are in lower case.
    package static func files(_ folder: String, extensions: Set<String>) throws(CollectionError) -> [String] {
        try items(folder).filter {
            $0.status?.kind == .file && extensions.contains(TextFile.fileExtension(of: $0.path))
        }
        .map(\.path)
    }

    private static func collect(
        _ folder: String, prefix: String, ancestors: [FileStatus.Identity], into items: inout [Item]
    ) throws(CollectionError) {
        // With a "/" after the names of folders, the order of siblings is the order of whole paths.
        var names: [(name: String, key: String, status: FileStatus?)] = []
        for name in try self.names(in: folder) where isData(name) {
            let status = FileStatus(path: folder + "/" + name)
            names.append((name, status?.kind == .folder ? name + "/" : name, status))
        }
        names.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, key, status) in names {
            guard let status, status.kind == .folder else {
                items.append(Item(path: prefix + key, status: status))
                continue
            }
            if ancestors.contains(status.identity) { continue }
            try collect(
                folder + "/" + name, prefix: prefix + key, ancestors: ancestors + [status.identity],
                into: &items)
        }
    }

    private static func names(in folder: String) throws(CollectionError) -> [String] {
        do {
            return try ImageFile.names(inFolder: folder)
        } catch {
            throw .unreadable(path: folder, detail: error.systemDetail)
        }
    }
}
