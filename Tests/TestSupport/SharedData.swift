package import Foundation

/// Networks and photographs that may lie beside the project; tests that need them say that they skip where they do not.
package enum SharedData {
    /// What the environment's UNIT_ATLAS_DATA names, or the folder `shared/data` beside the project's; nil where there is
    /// neither.
    package static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["UNIT_ATLAS_DATA"] { return URL(fileURLWithPath: path) }
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = project.deletingLastPathComponent().appendingPathComponent("shared/data")
        return FileManager.default.fileExists(atPath: data.path) ? data : nil
    }()

    package static var isThere: Bool { folder != nil }

    /// The path of `name` in it.
    ///
    /// - Precondition: `isThere`.
    package static func path(_ name: String) -> String {
        guard let folder else { preconditionFailure("there is no shared data") }
        return folder.appendingPathComponent(name).path
    }
}
