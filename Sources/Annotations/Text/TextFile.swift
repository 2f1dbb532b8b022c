package import Foundation

/// Reading small files whole.
package enum TextFile {
    /// No list of classes, labels or images comes near this.
    private static let largest = 4 << 30

    package static func data(_ path: String) throws(AnnotationError) -> Data {
        let url = URL(fileURLWithPath: path)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        else {
            throw .file(path: path, reason: "there is no such file")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw .file(path: path, reason: "it is not a plain file")
        }
        guard (attributes[.size] as? NSNumber)?.intValue ?? 0 <= largest else {
            throw .file(path: path, reason: "it is larger than 4 GiB")
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            throw .file(path: path, reason: "it cannot be read; check its permissions")
        }
    }

    package static func text(_ path: String) throws(AnnotationError) -> String { try text(try data(path), path: path) }

    package static func text(_ data: Data, path: String) throws(AnnotationError) -> String {
        guard let text = String(data: data, encoding: .utf8) else {
            throw .file(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }
}
