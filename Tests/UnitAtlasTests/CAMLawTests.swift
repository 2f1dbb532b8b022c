import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Tensors
import TestSupport
import Testing
import UnitAtlas
import Units

/// The CAM law: the mean over cells of a class activation map, in the form that the head has, is the logit.
struct CAMLawTests {
    /// The largest difference between a logit and its map's mean, over the largest logit.
    private func largestDifference(_ plan: ClassifierPlan, images: [Tensor]) throws -> Double {
        let session = try ClassifierSession(plan)
        let head = try #require(plan.classifier.head)
        var (worst, largest) = (0.0, 0.0)
        for image in images {
            let observation = try session.observe { span in
                for index in span.indices { span[index] = image.values[index] }
            }
            #expect(observation.logits.count == head.classCount)
            for id in (0..<head.classCount).map({ ClassID($0) }) {
                let map = ClassActivationMap.map(of: id, maps: observation.maps, head: head)
                let logit = Double(observation.logits[id.value])
                worst = max(worst, abs(Double(ClassActivationMap.logit(of: id, map: map, head: head)) - logit))
                largest = max(largest, abs(logit))
            }
        }
        return worst / largest
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func onRandomNetworksOfBothForms(_ seed: UInt64) throws {
        for (builder, form) in [
            (RandomClassifier.poolThenLinear(seed: seed), HeadForm.poolThenLinear),
            (RandomClassifier.linearThenPool(seed: seed), .linearThenPool(rectified: true, border: 20)),
        ] {
            let network = Network(graph: builder.graph, path: "random")
            let classifier = try network.classifier(channels: 3, height: 16, width: 16)
            #expect(classifier.head?.form == form)
            #expect(classifier.layer == "units")
            let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: 16, width: 16)
            let images = (0..<8).map { Tensor.random([1, 3, 16, 16], seed: seed * 100 + UInt64($0)) }
            #expect(try largestDifference(plan, images: images) < 1e-5)
        }
    }

    /// Logits of the linear form also follow from what an atlas stores, the pooled activations.
    @Test func pooledActivationsGiveTheLogits() throws {
        let network = Network(graph: RandomClassifier.poolThenLinear(seed: 9).graph, path: "random")
        let classifier = try network.classifier(channels: 3, height: 16, width: 16)
        let head = try #require(classifier.head)
        let session = try ClassifierSession(
            try ClassifierPlan(network, classifier: classifier, channels: 3, height: 16, width: 16))
        let image = Tensor.random([1, 3, 16, 16], seed: 4)
        let observation = try session.observe { span in
            for index in span.indices { span[index] = image.values[index] }
        }
        for (c, logit) in observation.logits.enumerated() {
            let sum = (0..<head.unitCount).reduce(Double(head.bias[c])) { sum, unit in
                let map = observation.map(UnitID(unit))
                let mean = map.values.reduce(0.0) { $0 + Double($1) } / Double(map.values.count)
                return sum + Double(head.weights.values[c * head.unitCount + unit]) * mean
            }
            #expect(abs(sum - Double(logit)) < 1e-5)
        }
    }

    @Test(
        .enabled(if: SharedData.isThere, "../shared/data is missing"),
        arguments: ["mobilenet_v1_075", "squeezenet_v1_0"])
    func onRealImages(_ name: String) throws {
        let model = try ClassifierModel(path: SharedData.path("models/\(name)"))
        let (height, width) = (model.inputHeight, model.inputWidth)
        let plan = try ClassifierPlan(
            model.network, classifier: model.classifier, channels: 3, height: height, width: width)
        let folder = SharedData.path("ilsvrc-val/images")
        let images = try ImageFolder.list(folder).prefix(4).map { entry in
            var values = [Float](repeating: 0, count: 3 * height * width)
            let raster = try ImageFile.decode(path: folder + "/" + entry.path)
            var span = values.mutableSpan
            model.preprocessing.fill(raster, into: &span)
            return Tensor(shape: [1, 3, height, width], values: values)
        }
        #expect(try largestDifference(plan, images: images) < 1e-5)
    }
}
