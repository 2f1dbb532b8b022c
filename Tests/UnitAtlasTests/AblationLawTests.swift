import Foundation
import ONNX
import TestSupport
import Tensors
import Testing
import Units

@testable import Analyses
@testable import Inference
@testable import UnitAtlas

/// Ablation in closed form is what the network gives when the unit's map is zero.
struct AblationLawTests {
    private static let images: [Tensor] = (0..<6).map { Tensor.random([1, 3, 16, 16], seed: 70 + UInt64($0)) }

    /// Maps and logits of the images, by the network with `silenced` units.
    private func observe(_ builder: GraphBuilder, silenced: [Int]) throws -> (
        maps: [Tensor], logits: [[Float]], head: Head
    ) {
        let folder = try TemporaryFolder()
        let path = try folder.write(Data(builder.bytes), to: "model.onnx")
        var edit = try ModelEdit(path: path)
        if !silenced.isEmpty { try edit.silence(silenced, of: "units", count: 12) }
        let network = Network(
            graph: try GraphReader.read(bytes: [UInt8](try edit.serialized())), path: "silenced")
        let classifier = try network.classifier(channels: 3, height: 16, width: 16)
        let session = try ClassifierSession(
            try ClassifierPlan(network, classifier: classifier, channels: 3, height: 16, width: 16))
        let seen = try Self.images.map { image in
            try session.observe { span in for index in span.indices { span[index] = image.values[index] } }
        }
        return (seen.map(\.maps), seen.map(\.logits), try #require(classifier.head))
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func ofALinearHead(_ seed: UInt64) throws {
        try expectLaw(RandomClassifier.poolThenLinear(seed: seed)) { ablation, maps, label in
            let units = maps.shape[0]
            let mean = (0..<units).map { maps.slice($0).values.reduce(0, +) / Float(maps.slice($0).values.count) }
            ablation.add(features: Tensor(shape: [1, units], values: mean), labels: [label])
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func ofAHeadWhoseAverageComesLast(_ seed: UInt64) throws {
        try expectLaw(RandomClassifier.linearThenPool(seed: seed)) { ablation, maps, label in
            ablation.add(maps: maps, label: label)
        }
    }

    private func expectLaw(
        _ builder: GraphBuilder, add: (inout UnitAblation, Tensor, ClassID) -> Void
    ) throws {
        let whole = try observe(builder, silenced: [])
        // Labels that some images are right with, and some not.
        let labels = whole.logits.enumerated().map { place, logits -> Int in
            let order = logits.indices.sorted { logits[$0] > logits[$1] }
            return order[place % 2]
        }
        for unit in [0, 3, 7, 11] {
            let without = try observe(builder, silenced: [unit])
            for image in Self.images.indices {
                var ablation = UnitAblation(head: whole.head)
                add(&ablation, whole.maps[image], ClassID(labels[image]))
                let effect = ablation.effects(on: ClassID(labels[image]))[unit]
                let (before, after) = (whole.logits[image], without.logits[image])
                let label = labels[image]
                func lead(_ logits: [Float]) -> Float {
                    logits[label] - (logits.indices.filter { $0 != label }.map { logits[$0] }.max() ?? 0)
                }
                let scale = before.map { abs($0) }.max() ?? 1
                #expect(abs(effect.logitDrop - Double(before[label] - after[label])) < 1e-4 * Double(scale))
                #expect(abs(effect.marginDrop - Double(lead(before) - lead(after))) < 1e-4 * Double(scale))
                if abs(lead(after)) > 1e-3 * scale {
                    let (isRight, staysRight) = (lead(before) > 0, lead(after) > 0)
                    #expect(effect.lost == (isRight && !staysRight ? 1 : 0))
                    #expect(effect.gained == (!isRight && staysRight ? 1 : 0))
                    #expect(effect.accuracyDrop == Double(effect.lost - effect.gained))
                }
            }
        }
    }

    /// A network with another head gives what the head says of the network's pooled maps.
    @Test(arguments: [true, false]) func aHeadThatIsAttached(_ maximum: Bool) throws {
        let folder = try TemporaryFolder()
        let builder = RandomClassifier.poolThenLinear(seed: 5)
        let path = try folder.write(Data(builder.bytes), to: "model.onnx")
        var edit = try ModelEdit(path: path)
        let weights = Tensor.random([3, 12], seed: 8)
        try edit.attachHead(to: "units", weights: weights, bias: [0.5, -1, 2], maximum: maximum)
        let bytes = try edit.serialized()
        #expect(bytes.count < builder.bytes.count + 1000)
        let network = Network(graph: try GraphReader.read(bytes: [UInt8](bytes)), path: "attached")
        #expect(network.outputs == ["logits"])
        let classifier = try network.classifier(channels: 3, height: 16, width: 16)
        #expect(classifier.layer == "units")
        #expect(classifier.head?.weights == weights && classifier.head?.bias == [0.5, -1, 2])
        #expect(classifier.head?.pooling == (maximum ? .maximum : .average))
        let session = try ClassifierSession(
            try ClassifierPlan(network, classifier: classifier, channels: 3, height: 16, width: 16))
        let seen = try session.observe { span in
            for index in span.indices { span[index] = Self.images[0].values[index] }
        }
        for row in 0..<3 {
            var sum = [0.5, -1, 2][row]
            for unit in 0..<12 {
                let map = seen.map(UnitID(unit))
                let pooled = maximum ? map.maximum ?? 0 : map.mean
                sum += Double(weights.values[row * 12 + unit]) * Double(pooled)
            }
            #expect(abs(sum - Double(seen.logits[row])) < 1e-4)
        }
    }

    @Test func whatCannotBeChanged() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Data(RandomClassifier.poolThenLinear(seed: 5).bytes), to: "model.onnx")
        var edit = try ModelEdit(path: path)
        let error = #expect(throws: GraphError.self) {
            try edit.attachHead(to: "nothing", weights: .zeros([1, 2]), bias: [0], maximum: false)
        }
        guard case .malformed(path, let place, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.contains("nothing"))
    }
}
