import TestSupport

/// An atlas of random contents in a folder of its own.
struct StoredAtlas {
    let folder: TemporaryFolder
    let path: String
    let contents = AtlasContents.random()

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try contents.write(path)
    }
}
