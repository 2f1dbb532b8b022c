import Foundation

/// The bytes of a model file.
enum ModelFile {
    /// Maps the file at `path`: its bytes take no memory of the program until they are looked at.
    static func map(_ path: String) throws(GraphError) -> Data {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        switch attributes[.type] as? FileAttributeType {
        case .some(.typeRegular): break
        case .some(.typeDirectory):
            throw .unreadable(path: path, reason: "it is a folder; give the .onnx file in it")
        default: throw .unreadable(path: path, reason: "it is not a plain file")
        }
        do {
            let data = try Data(contentsOf: url, options: .mappedIfSafe)
            guard data.count < 1 << 31 else {
                throw GraphError.unreadable(
                    path: path,
                    reason: "it is larger than 2 GiB, the limit of the format; save its weights as external data")
            }
            return data
        } catch let error as GraphError {
            throw error
        } catch {
            throw .unreadable(path: path, reason: reason(error))
        }
    }

    /// A few words for an error of Foundation.
    static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .some(.fileReadNoPermission): "permission denied"
        case .some(.fileReadNoSuchFile): "there is no such file"
        default: "the system refuses to read it"
        }
    }
}
