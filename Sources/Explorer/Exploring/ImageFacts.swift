package import Analyses
import Store
import UnitAtlas
package import Units

/// The contents of the page of an image: its predictions and the contributions of the units.
package struct ImageFacts: Sendable {
    /// The logit of a class on the image as a sum over units.
    package struct ClassLogit: Sendable {
        package let classID: ClassID
        package let bias: Double
        /// The contributions of all units, largest first.
        package let contributions: [UnitContribution]
        /// The sum of the bias and all contributions.
        package let sum: Double
        /// The logit of the network; nil for a class that is not among the five stored ones.
        package let logit: Double?
    }

    package let entry: Exploration.Entry
    /// The five most probable classes.
    package let predictions: [Prediction]
    /// The contributions for each of these classes, and for the label if it is not one of them; empty without pooled
    /// activations.
    package let logits: [ClassLogit]
    /// For a misclassified image, the contributions to the difference of the logits of the predicted class and the label.
    package let lead: [(unit: UnitID, difference: Double)]?
    /// The difference of the biases of these two classes.
    package let leadOfBias: Double
    /// The units that have the image among their best images.
    package let excites: [(unit: UnitID, rank: Int, maximum: Float)]
    /// A message if the contributions do not add up to the logit.
    package let remark: String?
}

extension Exploration {
    /// Returns the contents of the page of an image.
    package func facts(of id: ImageID) throws -> ImageFacts? {
        guard let entry = image(id) else { return nil }
        let predictions = try head?.predictions(of: entry.record.path) ?? []
        var ids = predictions.map(\.classID)
        if let label = entry.label, !ids.contains(label) { ids.append(label) }
        var logits: [ImageFacts.ClassLogit] = []
        if let head, let layer, let pooled = try reader.pooled(entry.record.path) {
            let features = head.features(pooled)
            logits = ids.map { id in
                logit(of: id, layer, features, logit: predictions.first { $0.classID == id }?.logit)
            }
        }
        var (lead, leadOfBias): ([(unit: UnitID, difference: Double)]?, Double) = (nil, 0)
        if entry.isRight == false, let taken = entry.prediction?.classID, let label = entry.label, let layer {
            lead = try differences(entry, taken, label)
            leadOfBias = Double(layer.bias[taken.value]) - Double(layer.bias[label.value])
        }
        return ImageFacts(
            entry: entry, predictions: predictions, logits: logits, lead: lead, leadOfBias: leadOfBias,
            excites: try reader.unitsExcited(by: id), remark: head?.form.sentenceWhereNotLinear)
    }

    private func logit(of id: ClassID, _ head: Head, _ features: [Float], logit: Float?) -> ImageFacts.ClassLogit {
        let contributions = UnitContribution.all(of: id, pooled: features.map { Double($0) * pooledScale }, head: head)
        let bias = Double(head.bias[id.value])
        return ImageFacts.ClassLogit(
            classID: id, bias: bias, contributions: contributions,
            sum: contributions.reduce(bias) { $0 + $1.contribution }, logit: logit.map { Double($0) })
    }
}
