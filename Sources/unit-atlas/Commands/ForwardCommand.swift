import ONNX
import ArgumentParser
import Foundation
import Inference
import Tensors
import UnitAtlas

struct ForwardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forward",
        abstract: "Run a network on a NumPy array and write one of its tensors, to compare with other runtimes.")

    @Argument(help: "An .onnx file, or the folder that contains it.") var model: String

    @Option(
        help: ArgumentHelp(
            "A .npy file [N, C, H, W]; for a network with several inputs, name=x.npy for each.",
            valueName: "[name=]x.npy"))
    var input: [String]

    @Option(help: ArgumentHelp("The .npy file to write (float32).", valueName: "y.npy")) var output: String

    @Option(help: ArgumentHelp("Name of the tensor to write; by default the first output.", valueName: "name"))
    var tensor: String?

    @Option(help: Help.precision) var precision = Precision.f32

    func run() throws {
        let network = try Network(path: try ModelFolder(path: model).model)
        var arrays: [String: Tensor] = [:]
        for text in input {
            let (name, path) = try split(text, network)
            guard arrays[name] == nil else { throw ValidationError("The input “\(name)” is specified twice.") }
            arrays[name] = try NumPyFile.read(path: path)
        }
        let result = try result(network, arrays)
        try NumPyFile.write(result, to: output)
        note("\(output): \(tensor ?? network.outputs.first ?? ""), \(result.shape)")
    }

    private func result(_ network: Network, _ arrays: [String: Tensor]) throws -> Tensor {
        do {
            return try Forward.run(network, inputs: arrays, wanted: tensor, precision: precision)
        } catch {
            guard case .badInput(let name, let reason) = error, name == tensor, arrays[name] == nil else { throw error }
            throw CommandError("The tensor “\(name)” cannot be written: \(reason).")
        }
    }

    /// `name=path`, or a path for the only input.
    private func split(_ text: String, _ network: Network) throws -> (String, String) {
        let names = network.inputs.map(\.name)
        if let name = names.first(where: { text.hasPrefix($0 + "=") }) {
            return (name, String(text.dropFirst(name.count + 1)))
        }
        if let equals = text.firstIndex(of: "="), !FileManager.default.fileExists(atPath: text) {
            let given = text[..<equals]
            throw ValidationError(
                "The network has no input “\(given)”; its \(names.count == 1 ? "input is" : "inputs are")"
                    + " \(names.map { "“\($0)”" }.joined(separator: ", ")).")
        }
        guard names.count == 1 else {
            throw ValidationError(
                "The network has several inputs (\(names.joined(separator: ", "))); use name=x.npy for each.")
        }
        return (names[0], text)
    }
}
