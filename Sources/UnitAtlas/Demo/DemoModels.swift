import Foundation

/// Finds the demo's networks, which come with the program.
package enum DemoModels {
    /// The environment variable that names the folder.
    package static let variable = "UNIT_ATLAS_DEMO_MODELS"

    /// The network: its pooling and its activation function.
    package enum Network: String, Sendable, CaseIterable {
        /// The mean over the image, after a ReLU.
        case gap
        /// The maximum, after a ReLU.
        case gmp
        /// The mean, after a ReLU6, which clips the units at 6.
        case relu6
    }

    /// Returns the folder of a network: in the folder that `UNIT_ATLAS_DEMO_MODELS` names; otherwise in the program's
    /// resources next to the executable (following links), or in the sources above it.
    /// - Throws: `UnitAtlasError.demo` if there is none.
    static func folder(_ network: Network) throws(UnitAtlasError) -> String {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return try folder(network, environment: ProcessInfo.processInfo.environment, executablePath: program)
    }

    static func folder(
        _ network: Network, environment: [String: String], executablePath: String
    ) throws(UnitAtlasError) -> String {
        func model(in folder: String) -> String? {
            let path = URL(fileURLWithPath: folder).appendingPathComponent(network.rawValue).path
            return FileManager.default.fileExists(atPath: path + "/model.onnx") ? path : nil
        }
        if let named = environment[variable], !named.isEmpty {
            guard let found = model(in: named) else {
                throw .demo(
                    .networkNotInFolder(variable: variable, folder: named, network: network.rawValue))
            }
            return found
        }
        var directory = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath().deletingLastPathComponent()
        if let found = model(in: directory.appendingPathComponent("unit-atlas_UnitAtlas.resources/DemoModels").path) {
            return found
        }
        while true {
            if let found = model(in: directory.appendingPathComponent("Sources/UnitAtlas/Resources/DemoModels").path) {
                return found
            }
            let parent = directory.deletingLastPathComponent()
            guard parent.path != directory.path, directory.path != "/" else { break }
            directory = parent
        }
        throw .demo(.networksNotFound(variable: variable))
    }
}
