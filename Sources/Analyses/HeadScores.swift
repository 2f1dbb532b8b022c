public import Tensors
public import Units

/// Logits of any head, from the maps that it rests on.
public enum HeadScores {
    /// `S_c` of every class [K], in the head's own form and pooling.
    ///
    /// - Parameter maps: [U, H, W]
    public static func logits(maps: Tensor, head: Head) -> [Float] {
        precondition(maps.shape.rank == 3 && maps.shape[0] == head.unitCount, "maps \(maps.shape)")
        switch head.form {
        case .poolThenLinear:
            let pooled = pooled(maps, head.pooling)
            return (0..<head.classCount).map { id in
                let row = head.weights.values.span.extracting(id * head.unitCount..<(id + 1) * head.unitCount)
                var sum = Double(head.bias[id])
                for unit in row.indices { sum += Double(row[unit]) * pooled[unit] }
                return Float(sum)
            }
        case .linearThenPool:
            let classes = (0..<head.classCount).map { ClassID($0) }
            let all = ClassActivationMap.maps(of: classes, maps: maps, head: head)
            return zip(classes, all).map { ClassActivationMap.logit(of: $0, map: $1, head: head) }
        }
    }

    /// `F_k` of every unit [U].
    public static func pooled(_ maps: Tensor, _ pooling: Pooling) -> [Double] {
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

    /// The places of the `count` largest logits, largest first; equal ones by class.
    public static func largest(_ logits: [Float], count: Int) -> [ClassID] {
        var best: [Int] = []
        for id in logits.indices {
            guard best.count < count || logits[id] > logits[best[best.count - 1]] else { continue }
            let place = best.firstIndex { logits[id] > logits[$0] } ?? best.count
            best.insert(id, at: place)
            if best.count > count { best.removeLast() }
        }
        return best.map { ClassID($0) }
    }
}
