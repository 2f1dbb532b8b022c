import Foundation

/// The images that an atlas is about: a folder, read recursively, or a list file.
public struct ImageCollection: Sendable {
    /// As given, made absolute.
    public let path: String
    /// The folder that images' paths are relative to.
    public let root: String
    private let isList: Bool

    /// - Throws: `CollectionError.missing` when there is nothing at `path`.
    public init(_ path: String) throws(CollectionError) {
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
    public func entries() throws(CollectionError) -> [ImageFolder.Entry] {
        isList ? try ImageFolder.list(listFile: path) : try ImageFolder.list(path)
    }
}
