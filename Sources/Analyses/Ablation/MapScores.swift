import Tensors
import Units

/// The class maps and unit maps of one image, sixteen cells per SIMD vector, for a head that rectifies and averages its
/// class maps.
struct MapScores {
    private typealias Vector = SIMD16<Float>

    private let head: Head
    private let rectified: Bool
    private let border: Int
    private let cells: Int
    /// Vectors per map.
    private let count: Int
    /// [U][count], zero beyond the last cell.
    private let units: [Vector]
    /// `M_c + b_c`, [K][count]; zero beyond the last cell.
    private var classes: [Vector] = []
    /// [K], without the removed units.
    private(set) var logits: [Float] = []

    /// - Parameter maps: [U, H, W]
    init(maps: Tensor, head: Head) {
        guard case .linearThenPool(let rectified, let border) = head.form else {
            preconditionFailure("a head that is linear in the pooled activations needs no maps")
        }
        let cells = maps.shape[1] * maps.shape[2]
        let count = (cells + 15) / 16
        (self.head, self.rectified, self.border, self.cells, self.count) = (head, rectified, border, cells, count)
        func lanes(_ values: Span<Float>, rows: Int, adding offset: [Float]?) -> [Vector] {
            var result = [Vector](repeating: .zero, count: rows * count)
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
        logits = scores(without: nil)
    }

    func isActive(_ unit: Int) -> Bool { (0..<count).contains { units[unit * count + $0] != .zero } }

    func logits(without unit: Int) -> [Float] { scores(without: unit) }

    /// Removes the unit's map from all class maps.
    mutating func remove(_ unit: Int) {
        guard isActive(unit) else { return }
        add(unit, factor: -1)
        logits = scores(without: nil)
    }

    /// Adds `factor` times the unit's map to all class maps; `logits` stay as they are until ``update()``.
    mutating func add(_ unit: Int, factor: Float) {
        guard isActive(unit) else { return }
        for id in 0..<head.classCount {
            let weight = factor * head.weights.values[id * head.unitCount + unit]
            for place in 0..<count { classes[id * count + place] += weight * units[unit * count + place] }
        }
    }

    /// Removes all units: each class map is the bias alone.
    mutating func removeAll() {
        for id in 0..<head.classCount {
            for cell in 0..<cells { classes[id * count + cell / 16][cell % 16] = head.bias[id] }
        }
        update()
    }

    /// Computes the logits of the class maps as they are.
    mutating func update() { logits = scores(without: nil) }

    private func scores(without unit: Int?) -> [Float] {
        let (classSpan, unitSpan) = (classes.span, units.span)
        let start = (unit ?? 0) * count
        return (0..<head.classCount).map { id in
            let weight = unit.map { head.weights.values[id * head.unitCount + $0] } ?? 0
            var sum = Vector.zero
            for place in 0..<count {
                let value = classSpan[id * count + place] - weight * unitSpan[start + place]
                sum += rectified ? value.replacing(with: 0, where: value .< 0) : value
            }
            let edge = rectified ? max(0, head.bias[id]) : head.bias[id]
            return (sum.sum() + Float(border) * edge) / Float(cells + border)
        }
    }

    /// Returns the class's own logit and the largest of the others.
    static func lead(_ logits: [Float], label: Int) -> (own: Float, best: Float) {
        var best = -Float.infinity
        for id in logits.indices where id != label { best = max(best, logits[id]) }
        return (logits[label], best)
    }

    func isLargest(_ label: Int) -> Bool { Self.isLargest(logits, label: label) }

    /// Returns whether the class has the largest logit; of equal ones the first counts.
    static func isLargest(_ logits: [Float], label: Int) -> Bool {
        for id in logits.indices where id < label ? logits[id] >= logits[label] : logits[id] > logits[label] {
            return false
        }
        return true
    }
}
