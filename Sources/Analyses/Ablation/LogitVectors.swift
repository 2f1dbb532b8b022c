import Tensors
import Units

/// The logits of one image and the weights of units, sixteen classes per SIMD vector; K classes.
struct LogitVectors {
    typealias Vector = SIMD16<Float>

    /// Vectors that hold all classes.
    let count: Int
    let classCount: Int
    /// [U][count], zero beyond the last class.
    private let columns: [Vector]

    init(_ head: Head) {
        classCount = head.classCount
        count = (head.classCount + 15) / 16
        var columns = [Vector](repeating: .zero, count: head.unitCount * count)
        let weights = head.weights.values.span
        for row in 0..<head.classCount {
            for unit in 0..<head.unitCount {
                columns[unit * count + row / 16][row % 16] = weights[row * head.unitCount + unit]
            }
        }
        self.columns = columns
    }

    /// Returns logits [K] as vectors, with minus infinity beyond the last class.
    func logits(_ values: Span<Float>) -> [Vector] {
        var lanes = [Vector](repeating: Vector(repeating: -.infinity), count: count)
        for index in values.indices { lanes[index / 16][index % 16] = values[index] }
        return lanes
    }

    /// Returns the logits [K] of vectors.
    func values(_ logits: [Vector]) -> [Float] { (0..<classCount).map { logits[$0 / 16][$0 % 16] } }

    /// Returns the largest of `logits` − `factor` · weights of `unit`.
    func largest(_ logits: Span<Vector>, without unit: Int, factor: Float) -> Float {
        var best = Vector(repeating: -.infinity)
        let weights = columns.span.extracting(unit * count..<(unit + 1) * count)
        for place in logits.indices {
            let value = logits[place] - factor * weights[place]
            best.replace(with: value, where: value .> best)
        }
        return best.max()
    }

    /// Subtracts `factor` · weights of `unit` from `logits`.
    func remove(_ unit: Int, factor: Float, from logits: inout [Vector]) {
        for place in logits.indices { logits[place] -= factor * columns[unit * count + place] }
    }

    /// Returns whether `own`, the logit of class `label`, is the largest; `best` is the largest of the others. Of equal
    /// logits the first class counts as the largest.
    func isLargest(_ own: Float, label: Int, others: [Vector], best: Float) -> Bool {
        if own != best { return own > best }
        return !(0..<label).contains { others[$0 / 16][$0 % 16] == best }
    }
}
