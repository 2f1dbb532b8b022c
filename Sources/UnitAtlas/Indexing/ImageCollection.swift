import Foundation
public import Images

/// The images that an atlas is about: a folder, read recursively, or a list file.
public struct ImageCollection: Sendable {
    /// As given, made absolute.
    public let path: String
    /// The folder that images' paths are relative to.
    public let root: String
    private let isList: Bool

    /// - Throws: `UnitAtlasError.file` when there is nothing at `path`.
    public init(_ path: String) throws(UnitAtlasError) {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let target = url.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
            throw .file(path: path, reason: "there is no such folder or list of images")
        }
        self.path = url.path
        isList = attributes[.type] as? FileAttributeType != .typeDirectory
        root = isList ? url.deletingLastPathComponent().path : url.path
    }

    /// The folder that an atlas's images lie in. Imported activations need none: tiles show their maps.
    ///
    /// - Parameter path: Where the images lie now, when not where they were.
    static func root(_ path: String?, of configuration: IndexConfiguration) throws(UnitAtlasError) -> String {
        do {
            return try ImageCollection(path ?? configuration.images).root
        } catch {
            guard path == nil, configuration.imported == true else { throw error }
            return configuration.images
        }
    }

    /// The files that may be images, ordered by the bytes of their paths.
    public func entries() throws(ImageError) -> [ImageFolder.Entry] {
        isList ? try ImageFolder.list(listFile: path) : try ImageFolder.list(path)
    }
}
