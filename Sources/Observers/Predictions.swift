package import Units

/// The most probable classes of an image.
package enum Predictions {
    /// Returns the `count` classes with the largest logits, ranked from 1, with their softmax probabilities. Equal logits
    /// are ordered by class.
    package static func top(_ count: Int, logits: [Float]) -> [Prediction] {
        let probabilities = Softmax.probabilities(logits)
        return Largest.indices(logits, count: count).enumerated().map { place, index in
            Prediction(
                rank: place + 1, classID: ClassID(index), logit: logits[index], probability: probabilities[index])
        }
    }
}
