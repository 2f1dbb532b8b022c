import Foundation
import TestSupport
import Testing

@testable import UnitAtlas

@Suite struct DemoModelsTests {
    /// Beside the program, in the sources above it, or where the variable says.
    @Test(arguments: ["bin/unit-atlas_UnitAtlas.resources/DemoModels", "Sources/UnitAtlas/Resources/DemoModels"])
    func theNetworksAreFound(_ place: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "\(place)/gap/model.onnx")
        let program = try folder.write("", to: "bin/unit-atlas")
        let root = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path
        #expect(try DemoModels.folder(.gap, environment: [:], executablePath: program) == "\(root)/\(place)/gap")
        #expect(throws: UnitAtlasError.demo(.networksNotFound(variable: DemoModels.variable))) {
            try DemoModels.folder(.gmp, environment: [:], executablePath: program)
        }
        #expect(
            throws: UnitAtlasError.demo(
                .networkNotInFolder(variable: DemoModels.variable, folder: root, network: "gap"))
        ) {
            try DemoModels.folder(.gap, environment: [DemoModels.variable: root], executablePath: program)
        }
        let named = [DemoModels.variable: "\(root)/\(place)"]
        #expect(
            try DemoModels.folder(.gap, environment: named, executablePath: "elsewhere/x") == "\(root)/\(place)/gap")
    }
}
