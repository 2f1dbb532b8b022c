public import Tensors
public import Units

extension UnitAblation {
    /// Adds an image of a head whose class map comes before a ReLU and the average: for each unit the class maps without
    /// it, `M_c − w_ck · f_k`, are rectified and averaged anew, with the border that a padded layer adds.
    ///
    /// - Parameter maps: [U, H, W]
    public mutating func add(maps: Tensor, label: ClassID) {
        guard case .linearThenPool(let rectified, let border) = head.form else {
            preconditionFailure("a head that is linear in the pooled activations needs no maps")
        }
        let scores = MapScores(maps: maps, head: head, rectified: rectified, border: border)
        let (own, best) = MapScores.lead(scores.logits, label: label.value)
        let isRight = MapScores.isLargest(scores.logits, label: label.value)
        var row = takeRow(label.value, isRight: isRight)
        for unit in 0..<head.unitCount where scores.isActive(unit) {
            let logits = scores.logits(without: unit)
            let (ownWithout, bestWithout) = MapScores.lead(logits, label: label.value)
            row.logit[unit] += Double(own - ownWithout)
            row.margin[unit] += Double(own - best) - Double(ownWithout - bestWithout)
            let staysRight = MapScores.isLargest(logits, label: label.value)
            if staysRight != isRight { row.lost[unit] += isRight ? 1 : -1 }
        }
        rows[label.value] = row
    }
}

/// Class maps of one image and its units' maps, sixteen cells at a time.
private struct MapScores {
    typealias Lanes = SIMD16<Float>

    private let head: Head
    private let rectified: Bool
    private let border: Int
    private let cells: Int
    /// Lanes of a map.
    private let count: Int
    /// [U][count], zero beyond the last cell.
    private let units: [Lanes]
    /// `M_c + b_c`, [K][count]; beyond the last cell what adds nothing.
    private var classes: [Lanes] = []
    private(set) var logits: [Float] = []

    init(maps: Tensor, head: Head, rectified: Bool, border: Int) {
        let cells = maps.shape[1] * maps.shape[2]
        let count = (cells + 15) / 16
        (self.head, self.rectified, self.border, self.cells, self.count) = (head, rectified, border, cells, count)
        func lanes(_ values: Span<Float>, rows: Int, adding offset: [Float]?) -> [Lanes] {
            var result = [Lanes](repeating: .zero, count: rows * count)
            for row in 0..<rows {
                for cell in 0..<cells {
                    result[row * count + cell / 16][cell % 16] = values[row * cells + cell] + (offset?[row] ?? 0)
                }
            }
            return result
        }
        units = lanes(maps.values.span, rows: maps.shape[0], adding: nil)
        let products = PooledScores.classMaps(maps, head: head)
        classes = lanes(products.values.span, rows: head.classCount, adding: head.bias)
        logits = scores(unit: nil)
    }

    func isActive(_ unit: Int) -> Bool {
        units.span.extracting(unit * count..<(unit + 1) * count).indices.contains { units[unit * count + $0] != .zero }
    }

    func logits(without unit: Int) -> [Float] { scores(unit: unit) }

    private func scores(unit: Int?) -> [Float] {
        let (classSpan, unitSpan) = (classes.span, units.span)
        let start = (unit ?? 0) * count
        return (0..<head.classCount).map { id in
            let weight = unit.map { head.weights.values[id * head.unitCount + $0] } ?? 0
            var sum = Lanes.zero
            for place in 0..<count {
                let value = classSpan[id * count + place] - weight * unitSpan[start + place]
                sum += rectified ? value.replacing(with: 0, where: value .< 0) : value
            }
            let edge = rectified ? max(0, head.bias[id]) : head.bias[id]
            return (sum.sum() + Float(border) * edge) / Float(cells + border)
        }
    }

    /// The class's own logit, and the largest of the others.
    static func lead(_ logits: [Float], label: Int) -> (own: Float, best: Float) {
        var best = -Float.infinity
        for id in logits.indices where id != label { best = max(best, logits[id]) }
        return (logits[label], best)
    }

    /// Among equals the first class counts.
    static func isLargest(_ logits: [Float], label: Int) -> Bool {
        for id in logits.indices where id < label ? logits[id] >= logits[label] : logits[id] > logits[label] {
            return false
        }
        return true
    }
}
