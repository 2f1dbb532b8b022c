import Foundation
import Inference
import TestSupport
import Tensors
import Testing
import Units

@Suite(.enabled(if: SharedData.isThere, "../shared/data is missing"))
struct RealNetworkTests {
    struct Golden: Decodable {
        let shape: [Int]
        let classes: Int
        let largest: Float
        let every25th: [[Float]]
    }

    static func golden(_ name: String) throws -> Golden {
        let url = try #require(
            Bundle.module.url(forResource: "ramp-logits", withExtension: "json", subdirectory: "Fixtures"))
        return try #require(try JSONDecoder().decode([String: Golden].self, from: Data(contentsOf: url))[name])
    }

    static func network(_ name: String) throws -> Network {
        try Network(path: SharedData.path("models/\(name)/model.onnx"))
    }

    static func ramp(_ shape: Shape) -> Tensor {
        Tensor(shape: shape, values: (0..<shape.count).map { Float($0 % 255) / 127 - 1 })
    }

    @Test(arguments: ["mobilenet_v1_075", "squeezenet_v1_0"])
    func logitsAreThoseOfONNXRuntime(_ name: String) throws {
        let golden = try Self.golden(name)
        let network = try Self.network(name)
        let input = try network.imageInput().name
        let logits = try Forward.run(network, inputs: [input: Self.ramp(Shape(golden.shape))])
        #expect(logits.shape.extents.prefix(2) == [2, golden.classes])
        var worst: Float = 0
        for image in 0..<2 {
            for (place, value) in golden.every25th[image].enumerated() {
                worst = max(worst, abs(logits.values[image * golden.classes + 25 * place] - value))
            }
        }
        print("\(name): largest difference \(worst / golden.largest) of the largest logit")
        #expect(worst <= 1e-4 * golden.largest)
    }

    @Test func mobileNetIsReadAsPoolThenLinear() throws {
        let classifier = try Self.network("mobilenet_v1_075").classifier(channels: 3, height: 224, width: 224)
        #expect(classifier.layer == "conv_pw_13_relu")
        #expect(Shape([classifier.unitCount, classifier.mapHeight, classifier.mapWidth]) == [768, 7, 7])
        #expect(classifier.head?.form == .poolThenLinear)
        #expect(classifier.head?.pooling == .average)
        #expect(classifier.head?.classCount == 1000)
        #expect(classifier.saturation?.upper == 6)
        // Kernels of 3 at strides 2 1 2 1 2 1 1 1 1 1 2 1: (with the first convolution) 315 pixels, 32 apart.
        #expect(classifier.receptiveField?.vertical.size == 315)
        #expect(classifier.receptiveField?.vertical.stride == 32)
    }

    @Test func squeezeNetIsReadAsLinearThenPool() throws {
        let classifier = try Self.network("squeezenet_v1_0").classifier(channels: 3, height: 227, width: 227)
        #expect(classifier.layer == "fire9/concat")
        #expect(Shape([classifier.unitCount, classifier.mapHeight, classifier.mapWidth]) == [512, 13, 13])
        #expect(classifier.head?.form == .linearThenPool(rectified: true, border: 56))
        #expect(classifier.saturation == nil)
        #expect(classifier.receptiveField?.vertical.stride == 16)
    }
}
