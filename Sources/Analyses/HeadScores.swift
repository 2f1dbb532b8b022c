package import Tensors
package import Units

/// The logits of any head, computed from the maps of its layer.
package enum HeadScores {
    /// Returns the logits `S_c` of all classes [K], in the head's own form and pooling.
    ///
    /// - Parameter maps: [U, H, W]
    package static func logits(maps: Tensor, head: Head) -> [Float] {
        precondition(maps.shape.rank == 3 && maps.shape[0] == head.unitCount, "maps \(maps.shape)")
        switch head.form {
        case .poolThenLinear:
            let pooled = pooled(maps, head.pooling)
            return (0..<head.classCount).map { id in
                let row = head.weights.values.span.extracting(id * head.unitCount..<(id + 1) * head.unitCount)
                return Float(LogitSum.logit(weights: row, bias: Double(head.bias[id]), pooled: pooled.span))
            }
        case .linearThenPool:
            let classes = (0..<head.classCount).map { ClassID($0) }
            let all = ClassActivationMap.maps(of: classes, maps: maps, head: head)
            return zip(classes, all).map { ClassActivationMap.logit(of: $0, map: $1, head: head) }
        }
    }

    /// Returns the pooled activations `F_k` of all units [U].
    package static func pooled(_ maps: Tensor, _ pooling: Pooling) -> [Double] {
        let cells = maps.shape[1] * maps.shape[2]
        let span = maps.values.span
        return (0..<maps.shape[0]).map { unit in
            let map = span.extracting(unit * cells..<(unit + 1) * cells)
            var (sum, largest) = (0.0, -Float.infinity)
            for cell in map.indices {
                sum += Double(map[cell])
                largest = max(largest, map[cell])
            }
            return pooling == .average ? sum / Double(cells) : Double(largest)
        }
    }

    /// Returns the classes with the `count` largest logits, largest first. Equal logits are ordered by class.
    package static func largest(_ logits: [Float], count: Int) -> [ClassID] {
        Largest.indices(logits, count: count).map { ClassID($0) }
    }
}
