import Foundation
import Inference
import ONNX
import Tensors
import Testing

/// Every operator and combination of attributes against ONNX Runtime; `Tools/make_operator_fixtures.py` makes the cases.
@Suite struct OperatorTests {
    struct Case: Decodable {
        struct Output: Decodable {
            let name: String
            let shape: [Int]
            let values: Data
        }

        let name: String
        let model: Data
        let inputs: [String: [Int]]
        let scale: Float
        let offset: Float
        let outputs: [Output]?
        let refused: String?

        func network() throws -> Network {
            Network(graph: try GraphReader.read(bytes: [UInt8](model)), path: name)
        }

        var arrays: [String: Tensor] {
            inputs.mapValues { extents in
                let shape = Shape(extents)
                let values = (0..<shape.count).map { Float((37 * $0 + 11) % 101) / 50 - 1 }
                return Tensor(shape: shape, values: values.map { $0 * scale + offset })
            }
        }
    }

    static func cases() throws -> [Case] {
        let url = try #require(
            Bundle.module.url(forResource: "operators", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }

    @Test func equalONNXRuntime() throws {
        var count = 0
        for item in try Self.cases() {
            for output in item.outputs ?? [] {
                let result: Tensor
                do {
                    result = try Forward.run(try item.network(), inputs: item.arrays, wanted: output.name)
                } catch {
                    Issue.record("\(item.name): \(error)")
                    continue
                }
                let expected = floats(output.values)
                #expect(result.shape == Shape(output.shape), "\(item.name)")
                guard result.shape == Shape(output.shape) else { continue }
                let largest = max(1, expected.map(\.magnitude).max() ?? 0)
                let worst = zip(result.values, expected).map { ($0 - $1).magnitude }.max() ?? 0
                #expect(worst <= 1e-5 * largest, "\(item.name), “\(output.name)”")
                count += 1
            }
        }
        #expect(count > 200)
    }

    @Test func refuseInOneSentenceWhatTheyDoNotRun() throws {
        var count = 0
        for item in try Self.cases() {
            guard item.refused != nil else { continue }
            count += 1
            do {
                _ = try Forward.run(try item.network(), inputs: item.arrays)
                Issue.record("\(item.name) runs")
            } catch {
                let sentence = "\(error)"
                #expect(sentence.hasSuffix(".") && !sentence.dropLast().contains(". "), "\(item.name): \(sentence)")
            }
        }
        #expect(count >= 15)
    }

    private func floats(_ data: Data) -> [Float] {
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count, by: 4).map { place in
            Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
        }
    }
}
