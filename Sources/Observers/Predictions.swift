import Foundation
public import Units

/// An image's likeliest classes.
public enum Predictions {
    /// The `count` classes of the largest logits, ranked from 1, equal ones by class; with the probabilities that a
    /// softmax over all logits gives.
    public static func top(_ count: Int, logits: [Float]) -> [Prediction] {
        guard let largest = logits.max() else { return [] }
        let total = logits.reduce(0.0) { $0 + exp(Double($1) - Double(largest)) }
        var best: [Int] = []
        for index in logits.indices {
            if best.count == count, logits[index] <= logits[best[count - 1]] { continue }
            let place = best.firstIndex { logits[$0] < logits[index] } ?? best.count
            best.insert(index, at: place)
            if best.count > count { best.removeLast() }
        }
        return best.enumerated().map { rank, index in
            Prediction(
                rank: rank + 1, classID: ClassID(index), logit: logits[index],
                probability: Float(exp(Double(logits[index]) - Double(largest)) / total))
        }
    }
}
