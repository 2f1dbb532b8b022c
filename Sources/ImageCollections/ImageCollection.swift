import Foundation

/// The collection of images of an atlas: a folder, read recursively, or a list file.
package struct ImageCollection: Sendable {
    /// The given path, made absolute.
    package let path: String
    /// The folder that image paths are relative to.
    package let root: String
    private let isList: Bool

    /// - Throws: `CollectionError.missing` if there is nothing at `path`.
    package init(_ path: String) throws(CollectionError) {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let target = url.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
            throw .missing(path: path)
        }
        self.path = url.path
        isList = attributes[.type] as? FileAttributeType != .typeDirectory
        root = isList ? url.deletingLastPathComponent().path : url.path
    }

    /// The files that may be images, ordered by the bytes of their paths.
    package func entries() throws(CollectionError) -> [ImageFolder.Entry] { try listing().entries }

    /// The files that may be images, and the number of other files in a folder.
    package func listing() throws(CollectionError) -> ImageFolder.Listing {
        isList ? ImageFolder.Listing(entries: try ImageFolder.list(listFile: path)) : try ImageFolder.listing(path)
    }
}
