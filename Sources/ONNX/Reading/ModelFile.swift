import Foundation

/// The bytes of a model file.
enum ModelFile {
    /// The format allows messages of less than 2 GiB.
    static let sizeLimit = 1 << 31

    /// Maps the file at `path` into memory.
    static func map(_ path: String) throws(GraphError) -> Data {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else {
            throw .unreadable(path: path, reason: "file not found")
        }
        switch attributes[.type] as? FileAttributeType {
        case .some(.typeRegular): break
        case .some(.typeDirectory):
            throw .unreadable(path: path, reason: "it is a folder; name the .onnx file in it")
        default: throw .unreadable(path: path, reason: "it is not a regular file")
        }
        do {
            let data = try Data(contentsOf: url, options: .mappedIfSafe)
            guard data.count < sizeLimit else {
                throw GraphError.unreadable(
                    path: path,
                    reason: "it exceeds 2 GiB, the limit of the format; save its weights as external data")
            }
            return data
        } catch let error as GraphError {
            throw error
        } catch {
            throw .unreadable(path: path, reason: reason(error))
        }
    }

    /// Returns a phrase for an error of Foundation.
    static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .some(.fileReadNoPermission): "permission denied"
        case .some(.fileReadNoSuchFile): "file not found"
        default: "reading failed"
        }
    }
}
