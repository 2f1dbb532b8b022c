package import Analyses
import Store
import Tensors
import UnitAtlas
package import Units

/// One of the best images of a unit.
package struct UnitImage: Sendable, Equatable {
    package let rank: Int
    package let entry: Exploration.Entry
    /// The largest value of the map, behind and before a clip, and its mean.
    package let maximum: Float
    package let peak: Float
    package let mean: Float
}

/// The contents of the page of a class: its bag of words, its accuracy and its errors.
package struct ClassFacts: Sendable {
    /// A unit that argues for or against the class.
    package struct ClassUnit: Sendable {
        package let ranked: RankedUnit
        /// Other classes that the unit argues for, by weight.
        package let otherClasses: [RankedClass]
        package let images: [UnitImage]
    }

    /// A misclassified image of the class.
    package struct Mistake: Sendable {
        package let entry: Exploration.Entry
        package let predicted: Prediction
        /// The units with the largest differences of their contributions to the logits of the predicted class and the label.
        package let units: [(unit: UnitID, difference: Double)]
    }

    package let record: ClassRecord
    package let bias: Float
    /// The strongest units for the class, and the strongest against it.
    package let unitsFor: [ClassUnit]
    package let unitsAgainst: [ClassUnit]
    /// What the units are ranked by.
    package let measure: UnitMeasure
    /// The largest absolute value of the measure.
    package let largestValue: Double
    /// The share of the evidence that the units for the class carry; nil if the class has no images.
    package let evidence: EvidenceShare?
    /// The images of the class, by label or by prediction; nil if it has none.
    package let imageCount: Int?
    /// The mean logit of the class on its images: the bias and the mean contributions of all units; nil if it has no images or
    /// the head is not linear.
    package let meanLogit: Double?
    /// Messages about the source of the numbers.
    package let remarks: [String]
    package let labelled: [Exploration.Entry]
    package let mistakes: [Mistake]
    /// The predicted classes of misclassified images, most frequent first.
    package let predictedClasses: [(classID: ClassID, images: Int)]
    /// Images of other classes that are predicted as this one.
    package let falsePositives: [Exploration.Entry]

    /// The number of labelled images that are classified correctly.
    package var rightCount: Int { labelled.count { $0.isRight == true } }
}

extension Exploration {
    /// Returns the contents of the page of a class.
    ///
    /// - Parameters:
    ///   - words: The number of units for the class; a third of it against the class.
    ///   - images: The number of images per unit.
    package func facts(of id: ClassID, words: Int = 12, images: Int = 8, mistakes: Int = 24) throws -> ClassFacts? {
        guard let head, let layer, let ranking = try ranked(id) else { return nil }
        let (activation, measure, ranked) = (ranking.activation, ranking.measure, ranking.units)
        func value(_ unit: RankedUnit) -> Double { unit.value(of: measure) ?? 0 }
        let unitsFor = ranked.prefix { value($0) > 0 }.prefix(words)
        func classUnit(_ unit: RankedUnit) throws -> ClassFacts.ClassUnit {
            let others = UnitRanking.classes(by: layer.column(unit.unit)).lazy.filter {
                $0.classID != id && $0.weight > 0
            }
            return ClassFacts.ClassUnit(
                ranked: unit, otherClasses: Array(others.prefix(4)),
                images: Array(try best(of: unit.unit).prefix(images)))
        }
        let own = self.images(labelled: id)
        let wrong = own.filter { $0.isRight == false }
        var counts: [ClassID: Int] = [:]
        for entry in wrong { if let predicted = entry.prediction { counts[predicted.classID, default: 0] += 1 } }
        let isLinear = head.form.isLinear
        let bias = layer.bias[id.value]
        let sum =
            isLinear ? activation.map { _ in ranked.reduce(Double(bias)) { $0 + ($1.meanContribution ?? 0) } } : nil
        return ClassFacts(
            record: classes[id.value], bias: bias,
            unitsFor: try unitsFor.map(classUnit),
            unitsAgainst: try ranked.reversed().prefix { value($0) < 0 }.prefix(max(1, words / 3)).map(classUnit),
            measure: measure, largestValue: max(abs(ranked.first.map(value) ?? 0), abs(ranked.last.map(value) ?? 0)),
            evidence: EvidenceShare(of: unitsFor, among: ranked),
            imageCount: activation?.images, meanLogit: sum,
            remarks: ClassRanking.remarks(activation, head.form, isComplete: reader.isComplete), labelled: own,
            mistakes: try wrong.prefix(mistakes).compactMap { try mistake($0) },
            predictedClasses: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
            falsePositives: self.images(takenFor: id).filter { $0.isRight == false })
    }

    /// Returns the first units of a class that are active in some image.
    package func strongestUnits(of id: ClassID, count: Int) throws -> [UnitID] {
        let ranked = try ranked(id)?.units ?? []
        return Array(ranked.lazy.filter { self.units[$0.unit.value].maximum > 0 }.map(\.unit).prefix(count))
    }

    private func mistake(_ entry: Entry) throws -> ClassFacts.Mistake? {
        guard let predicted = entry.prediction, let label = entry.label else { return nil }
        let found = try differences(entry, predicted.classID, label) ?? []
        return ClassFacts.Mistake(entry: entry, predicted: predicted, units: Array(found.prefix(3)))
    }

    /// Returns the contribution of each unit to the difference of the logits of `a` and `b` on an image, largest first; nil for
    /// a head that is not linear and for an image without pooled activations.
    func differences(_ entry: Entry, _ a: ClassID, _ b: ClassID) throws -> [(unit: UnitID, difference: Double)]? {
        guard let head, let layer, head.form.isLinear, let pooled = try reader.pooled(entry.record.path) else {
            return nil
        }
        let features = head.features(pooled)
        let (units, weights) = (layer.unitCount, layer.weights.values)
        let scale = pooledScale
        return (0..<units).map { unit in
            let weight = Double(weights[a.value * units + unit]) - Double(weights[b.value * units + unit])
            return (UnitID(unit), weight * Double(features[unit]) * scale)
        }.sorted { $0.difference != $1.difference ? $0.difference > $1.difference : $0.unit < $1.unit }
    }

    /// Returns the best images of a unit.
    func best(of unit: UnitID) throws -> [UnitImage] {
        try reader.topActivations(of: unit).enumerated().compactMap { place, top in
            image(path: top.path).map {
                UnitImage(rank: place + 1, entry: $0, maximum: top.maximum, peak: top.peak, mean: top.mean)
            }
        }
    }

    /// Returns the factor from the mean over a map's cells to the average of a head that includes its convolution's padding.
    var pooledScale: Double {
        head?.form.share(ofCells: header.mapHeight * header.mapWidth) ?? 1
    }
}
