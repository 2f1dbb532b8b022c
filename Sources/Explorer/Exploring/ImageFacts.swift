package import Analyses
import Store
import UnitAtlas
package import Units

/// What a page about an image shows: what it is taken for, and unit by unit why.
package struct ImageFacts: Sendable {
    /// A class's logit on the image as a sum over units.
    package struct Account: Sendable {
        package let classID: ClassID
        package let bias: Double
        /// All units by what they contribute, largest first.
        package let contributions: [UnitContribution]
        /// Bias and all contributions.
        package let sum: Double
        /// What the network said; nil for a class that is not among the stored five.
        package let logit: Double?
    }

    package let entry: Exploration.Entry
    /// The five likeliest classes.
    package let predictions: [Prediction]
    /// Of each of them, and of the label where it is another; empty where there are no pooled activations.
    package let accounts: [Account]
    /// Where the image is taken for another class than its label: what units add to the lead of the one over the other.
    package let lead: [(unit: UnitID, difference: Double)]?
    /// The difference of the biases of these two classes.
    package let leadOfBias: Double
    /// The units that count the image among their best.
    package let excites: [(unit: UnitID, rank: Int, maximum: Float)]
    /// What keeps contributions from adding up to the logit: a sentence.
    package let remark: String?
}

extension Exploration {
    /// What there is to say of an image.
    package func facts(of id: ImageID) throws -> ImageFacts? {
        guard let entry = image(id) else { return nil }
        let predictions = try head?.predictions(of: entry.record.path) ?? []
        var ids = predictions.map(\.classID)
        if let label = entry.label, !ids.contains(label) { ids.append(label) }
        var accounts: [ImageFacts.Account] = []
        if let head, let layer, let pooled = try reader.pooled(entry.record.path) {
            let features = head.features(pooled)
            accounts = ids.map { id in
                account(of: id, layer, features, logit: predictions.first { $0.classID == id }?.logit)
            }
        }
        var (lead, leadOfBias): ([(unit: UnitID, difference: Double)]?, Double) = (nil, 0)
        if entry.isRight == false, let taken = entry.likeliest?.classID, let label = entry.label, let layer {
            lead = try differences(entry, taken, label)
            leadOfBias = Double(layer.bias[taken.value]) - Double(layer.bias[label.value])
        }
        return ImageFacts(
            entry: entry, predictions: predictions, accounts: accounts, lead: lead, leadOfBias: leadOfBias,
            excites: try reader.unitsExcited(by: id), remark: head?.form.sentenceWhereNotLinear)
    }

    private func account(of id: ClassID, _ head: Head, _ features: [Float], logit: Float?) -> ImageFacts.Account {
        let contributions = UnitContribution.all(of: id, pooled: features.map { Double($0) * pooledScale }, head: head)
        let bias = Double(head.bias[id.value])
        return ImageFacts.Account(
            classID: id, bias: bias, contributions: contributions,
            sum: contributions.reduce(bias) { $0 + $1.contribution }, logit: logit.map { Double($0) })
    }
}
