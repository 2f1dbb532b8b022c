import Analyses
import Store
import Units

/// How two networks classify the images they have in common, by their stored predictions and the classes that both have.
struct VerdictComparison: Sendable, Equatable {
    /// Images that both networks give one of the common classes, and how many of them the same.
    let agreement: Proportion
    /// Labelled images, correct or not.
    let accuracy: PairedComparison
    /// Correct images and all images of each label, by class of the first network.
    let ofClass: [ClassID: PairedComparison]
    /// Images whose labels in the two atlases differ; they are left out.
    let conflicts: Int

    init(_ images: CommonImages, _ classes: ClassCorrespondence) {
        var classInA: [ClassID: ClassID] = [:]
        for pair in classes.pairs { classInA[pair.b.id] = pair.a.id }
        let known = Set(classes.pairs.map(\.a.id))
        var (compared, same, conflicts) = (0, 0, 0)
        var correct: [ClassID: (a: [Bool], b: [Bool])] = [:]
        for image in images.pairs {
            let labels = [
                image.a.record.label.flatMap { known.contains($0) ? $0 : nil },
                image.b.record.label.flatMap { classInA[$0] },
            ].compactMap { $0 }
            guard let a = image.a.prediction?.classID, let other = image.b.prediction?.classID else { continue }
            let b = classInA[other]
            if known.contains(a), let b {
                compared += 1
                if a == b { same += 1 }
            }
            guard let label = labels.first else { continue }
            guard labels.allSatisfy({ $0 == label }) else {
                conflicts += 1
                continue
            }
            correct[label, default: ([], [])].a.append(a == label)
            correct[label, default: ([], [])].b.append(b == label)
        }
        agreement = Proportion(successes: same, total: compared)
        accuracy = PairedComparison(first: correct.values.flatMap(\.a), second: correct.values.flatMap(\.b))
        ofClass = correct.mapValues { PairedComparison(first: $0.a, second: $0.b) }
        self.conflicts = conflicts
    }
}

extension PairedComparison {
    /// The number of images.
    var images: Int { both + onlyFirst + onlySecond + neither }
    /// The share that the first classifier gets right.
    var first: Proportion { Proportion(successes: both + onlyFirst, total: images) }
    /// The share that the second classifier gets right.
    var second: Proportion { Proportion(successes: both + onlySecond, total: images) }
}
