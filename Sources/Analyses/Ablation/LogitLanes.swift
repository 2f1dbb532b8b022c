import Tensors
import Units

/// Logits of one image, and the weights of one unit for all classes, sixteen at a time; K classes.
struct LogitLanes {
    typealias Lanes = SIMD16<Float>

    /// Lanes of all classes.
    let count: Int
    let classCount: Int
    /// [U][count], zero beyond the last class.
    private let columns: [Lanes]

    init(_ head: Head) {
        classCount = head.classCount
        count = (head.classCount + 15) / 16
        var columns = [Lanes](repeating: .zero, count: head.unitCount * count)
        let weights = head.weights.values.span
        for row in 0..<head.classCount {
            for unit in 0..<head.unitCount {
                columns[unit * count + row / 16][row % 16] = weights[row * head.unitCount + unit]
            }
        }
        self.columns = columns
    }

    /// Logits [K] in lanes; beyond the last class minus infinity, which no class stays behind.
    func logits(_ values: Span<Float>) -> [Lanes] {
        var lanes = [Lanes](repeating: Lanes(repeating: -.infinity), count: count)
        for index in values.indices { lanes[index / 16][index % 16] = values[index] }
        return lanes
    }

    /// The largest of `logits` − `factor` · weights of `unit`.
    func largest(_ logits: Span<Lanes>, without unit: Int, factor: Float) -> Float {
        var best = Lanes(repeating: -.infinity)
        let weights = columns.span.extracting(unit * count..<(unit + 1) * count)
        for place in logits.indices {
            let value = logits[place] - factor * weights[place]
            best.replace(with: value, where: value .> best)
        }
        return best.max()
    }

    /// Takes `factor` · weights of `unit` away from `logits`.
    func remove(_ unit: Int, factor: Float, from logits: inout [Lanes]) {
        for place in logits.indices { logits[place] -= factor * columns[unit * count + place] }
    }

    /// Whether `own`, the logit of class `label`, is the largest of all, `best` being the largest of the others: among
    /// equals the first class counts.
    func isLargest(_ own: Float, label: Int, others: [Lanes], best: Float) -> Bool {
        if own != best { return own > best }
        return !(0..<label).contains { others[$0 / 16][$0 % 16] == best }
    }
}
