package import Analyses
import Store
import Tensors
import UnitAtlas
package import Units

/// An image of a unit's best.
package struct UnitImage: Sendable, Equatable {
    package let rank: Int
    package let entry: Exploration.Entry
    /// The map's largest value, and its mean.
    package let maximum: Float
    package let mean: Float
}

/// What a page about a class shows: its bag of words, how well it is told, and what it is mistaken for.
package struct ClassFacts: Sendable {
    /// A unit as a word for the class.
    package struct Word: Sendable {
        package let ranked: RankedUnit
        /// Classes besides this one that the unit argues for, by weight.
        package let otherClasses: [RankedClass]
        package let images: [UnitImage]
    }

    /// An image of the class that is taken for another.
    package struct Mistake: Sendable {
        package let entry: Exploration.Entry
        package let taken: Prediction
        /// The units that speak most for the class it is taken for rather than for its label: the difference of what they
        /// contribute to the two logits.
        package let culprits: [(unit: UnitID, difference: Double)]
    }

    package let record: ClassRecord
    package let bias: Float
    /// The strongest words for the class, and the strongest against it.
    package let wordsFor: [Word]
    package let wordsAgainst: [Word]
    /// |w| of the largest of the class.
    package let largestWeight: Float
    /// Images of the class, and whether by label or by prediction; nil where it has none.
    package let imageCount: Int?
    /// The class's mean logit on its images: bias and mean contributions of all units; nil where it has none or the head
    /// is not linear.
    package let meanLogit: Double?
    /// Where the numbers come from: sentences.
    package let remarks: [String]
    package let labelled: [Exploration.Entry]
    package let mistakes: [Mistake]
    /// Classes that images of this one are taken for, most often first.
    package let takenFor: [(classID: ClassID, images: Int)]
    /// Images of other classes that are taken for this one.
    package let falseAlarms: [Exploration.Entry]

    /// Labelled images that are right.
    package var rightCount: Int { labelled.count { $0.isRight == true } }
}

extension Exploration {
    /// What there is to say of a class.
    ///
    /// - Parameters:
    ///   - words: Units for the class; a third as many against it.
    ///   - images: Of each unit.
    package func facts(of id: ClassID, words: Int = 12, images: Int = 8, mistakes: Int = 24) throws -> ClassFacts? {
        guard let head, let layer, classes.indices.contains(id.value) else { return nil }
        let activation = try head.activation(of: id)
        let ranked = UnitRanking.units(of: id, head: layer, meanPooled: activation?.mean)
        func word(_ unit: RankedUnit) throws -> ClassFacts.Word {
            let others = UnitRanking.classes(by: layer.column(unit.unit)).lazy.filter {
                $0.classID != id && $0.weight > 0
            }
            return ClassFacts.Word(
                ranked: unit, otherClasses: Array(others.prefix(4)),
                images: Array(try best(of: unit.unit).prefix(images)))
        }
        let own = self.images(labelled: id)
        let wrong = own.filter { $0.isRight == false }
        var counts: [ClassID: Int] = [:]
        for entry in wrong { if let taken = entry.likeliest { counts[taken.classID, default: 0] += 1 } }
        let isLinear = head.form.isLinear
        let bias = layer.bias[id.value]
        let sum =
            isLinear ? activation.map { _ in ranked.reduce(Double(bias)) { $0 + ($1.meanContribution ?? 0) } } : nil
        return ClassFacts(
            record: classes[id.value], bias: bias,
            wordsFor: try ranked.prefix { $0.weight > 0 }.prefix(words).map(word),
            wordsAgainst: try ranked.reversed().prefix { $0.weight < 0 }.prefix(max(1, words / 3)).map(word),
            largestWeight: max(abs(ranked.first?.weight ?? 0), abs(ranked.last?.weight ?? 0)),
            imageCount: activation?.images, meanLogit: sum,
            remarks: ClassRanking.remarks(activation, head.form, isComplete: reader.isComplete), labelled: own,
            mistakes: try wrong.prefix(mistakes).compactMap { try mistake($0) },
            takenFor: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
            falseAlarms: self.images(takenFor: id).filter { $0.isRight == false })
    }

    /// The units with the largest weights for a class that some image excites.
    package func strongestUnits(of id: ClassID, count: Int) -> [UnitID] {
        guard let layer, classes.indices.contains(id.value) else { return [] }
        let ranked = UnitRanking.units(by: layer.row(id)).lazy
        return Array(ranked.filter { self.units[$0.unit.value].maximum > 0 }.map(\.unit).prefix(count))
    }

    private func mistake(_ entry: Entry) throws -> ClassFacts.Mistake? {
        guard let taken = entry.likeliest, let label = entry.label else { return nil }
        let found = try differences(entry, taken.classID, label) ?? []
        return ClassFacts.Mistake(entry: entry, taken: taken, culprits: Array(found.prefix(3)))
    }

    /// What each unit adds to the lead of class `a` over class `b` on an image, largest first; nil for a head that is not
    /// linear, and for an image without pooled activations.
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

    /// A unit's best images.
    func best(of unit: UnitID) throws -> [UnitImage] {
        try reader.topActivations(of: unit).enumerated().compactMap { place, top in
            image(path: top.path).map {
                UnitImage(rank: place + 1, entry: $0, maximum: top.maximum, mean: top.mean)
            }
        }
    }

    /// What a head that averages over cells in its convolution's padding, which hold no activation, makes of a mean over
    /// the map's own cells.
    var pooledScale: Double {
        head?.form.share(ofCells: header.mapHeight * header.mapWidth) ?? 1
    }
}
