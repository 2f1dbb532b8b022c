import Foundation

/// Where the demo's networks lie: they come with the program.
package enum DemoModels {
    /// The environment variable that names the folder.
    package static let variable = "UNIT_ATLAS_DEMO_MODELS"

    /// How the network pools.
    package enum Twin: String, Sendable, CaseIterable {
        /// The mean over the image.
        case gap
        /// The maximum.
        case gmp
    }

    /// The folder of a network: in the folder that `UNIT_ATLAS_DEMO_MODELS` names; else in the program's resources beside
    /// the executable, links followed, or in the sources above it.
    /// - Throws: `UnitAtlasError.demo` if there is none.
    static func folder(_ twin: Twin) throws(UnitAtlasError) -> String {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return try folder(twin, environment: ProcessInfo.processInfo.environment, executablePath: program)
    }

    static func folder(
        _ twin: Twin, environment: [String: String], executablePath: String
    ) throws(UnitAtlasError) -> String {
        func model(in folder: String) -> String? {
            let path = URL(fileURLWithPath: folder).appendingPathComponent(twin.rawValue).path
            return FileManager.default.fileExists(atPath: path + "/model.onnx") ? path : nil
        }
        if let named = environment[variable], !named.isEmpty {
            guard let found = model(in: named) else {
                throw .demo(
                    .networkNotInFolder(variable: variable, folder: named, network: twin.rawValue))
            }
            return found
        }
        var place = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath().deletingLastPathComponent()
        if let found = model(in: place.appendingPathComponent("unit-atlas_UnitAtlas.resources/DemoModels").path) {
            return found
        }
        while true {
            if let found = model(in: place.appendingPathComponent("Sources/UnitAtlas/Resources/DemoModels").path) {
                return found
            }
            let parent = place.deletingLastPathComponent()
            guard parent.path != place.path, place.path != "/" else { break }
            place = parent
        }
        throw .demo(.networksNotFound(variable: variable))
    }
}
