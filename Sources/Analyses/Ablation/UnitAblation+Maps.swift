package import Tensors
package import Units

extension UnitAblation {
    /// Adds an image of a head that rectifies and averages its class maps: for each unit, the class maps without it,
    /// `M_c − w_ck · f_k`, are rectified and averaged again, with the border that a padded layer adds.
    ///
    /// - Parameter maps: [U, H, W]
    package mutating func add(maps: Tensor, label: ClassID) {
        let scores = MapScores(maps: maps, head: head)
        let (own, best) = MapScores.lead(scores.logits, label: label.value)
        let isRight = scores.isLargest(label.value)
        var row = takeRow(label.value, isRight: isRight)
        for unit in 0..<head.unitCount where scores.isActive(unit) {
            let logits = scores.logits(without: unit)
            let (ownWithout, bestWithout) = MapScores.lead(logits, label: label.value)
            row.logit[unit] += Double(own - ownWithout)
            row.margin[unit] += Double(own - best) - Double(ownWithout - bestWithout)
            let staysRight = MapScores.isLargest(logits, label: label.value)
            row.count(unit, isRight: isRight, staysRight: staysRight)
        }
        rows[label.value] = row
    }
}
