package import Images

/// What lies under a folder, at any depth.
package enum FolderListing {
    /// A file, or a name that leads to none.
    package struct Item {
        /// Relative to the folder, `/` between its parts.
        package let path: String
        /// What the system says of it; nil for a link that leads nowhere.
        package let status: FileStatus?
    }

    /// Everything but folders under `folder`, ordered by the bytes of paths.
    ///
    /// Names that are no data (``isData(_:)``) are passed over. Links are followed, but not into a folder that holds them.
    /// A name that is not UTF-8 has its other bytes written as `\xE9`.
    /// - Throws: ``CollectionError`` for a folder, this one or one inside, that cannot be read.
    package static func items(_ folder: String) throws(CollectionError) -> [Item] {
        guard let status = FileStatus(path: folder) else { throw .missing(path: folder) }
        guard status.kind == .folder else { throw .notAFolder(path: folder) }
        var items: [Item] = []
        try collect(folder, prefix: "", ancestors: [status.identity], into: &items)
        return items
    }

    /// Whether a file or folder of this name is data: names that begin with a dot and those that systems and programs make
    /// for themselves are not.
    package static func isData(_ name: String) -> Bool {
        !name.utf8.starts(with: ".".utf8) && !machineNames.contains(name.lowercased())
    }

    /// In small letters.
    private static let machineNames: Set<String> = [
        "@eadir", "__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "#recycle", "@recycle",
        "lost+found",
    ]

    /// The paths, relative to `folder`, of the files under it whose names have one of `extensions`, in small letters.
    package static func files(_ folder: String, extensions: Set<String>) throws(CollectionError) -> [String] {
        try items(folder).filter {
            $0.status?.kind == .file && extensions.contains(TextFile.fileExtension(of: $0.path))
        }
        .map(\.path)
    }

    private static func collect(
        _ folder: String, prefix: String, ancestors: [FileStatus.Identity], into items: inout [Item]
    ) throws(CollectionError) {
        // With a "/" after folders' names, the order of siblings is the order of whole paths.
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
