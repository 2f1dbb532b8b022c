package import Tensors
package import Units

/// What rankings of the units of each class are made from: sums over labelled images. U units.
package struct RankingSums: AblationSum {
    /// The measures to rank by.
    package let measures: [UnitMeasure]
    private let head: Head
    /// By class, the number of images and the sums of pooled activations [U].
    private var pooled: [ClassID: (images: Int, sums: [Double])] = [:]
    /// Kept only to rank by ablation.
    private var ablation: UnitAblation?

    /// Sums over no images.
    package init(head: Head, measures: [UnitMeasure]) {
        (self.head, self.measures) = (head, measures)
        ablation = measures.contains(.ablation) ? UnitAblation(head: head) : nil
    }

    package mutating func add(features: Tensor, labels: [ClassID?]) {
        let units = head.unitCount
        for (image, label) in labels.enumerated() {
            guard let label else { continue }
            add(features.values[image * units..<(image + 1) * units].lazy.map { Double($0) }, label)
        }
        ablation?.add(features: features, labels: labels)
    }

    package mutating func add(maps: Tensor, label: ClassID) {
        add(HeadScores.pooled(maps, head.pooling), label)
        ablation?.add(maps: maps, label: label)
    }

    private mutating func add(_ row: some Collection<Double>, _ label: ClassID) {
        var entry = pooled.removeValue(forKey: label) ?? (0, [Double](repeating: 0, count: head.unitCount))
        entry.images += 1
        for (unit, value) in row.enumerated() { entry.sums[unit] += value }
        pooled[label] = entry
    }

    package mutating func merge(_ other: RankingSums) {
        for (label, added) in other.pooled {
            var entry = pooled.removeValue(forKey: label) ?? (0, [Double](repeating: 0, count: head.unitCount))
            entry.images += added.images
            for unit in entry.sums.indices { entry.sums[unit] += added.sums[unit] }
            pooled[label] = entry
        }
        if let other = other.ablation { ablation?.merge(other) }
    }

    /// Returns the units of each class that has images, in the order of each measure, the first to remove first.
    package var orders: [ClassID: [[Int]]] {
        pooled.reduce(into: [:]) { orders, entry in
            let (label, sums) = entry
            let evidence = UnitEvidence(
                weights: head.row(label), meanPooled: sums.sums.map { Float($0 / Double(sums.images)) },
                marginDrops: ablation?.effects(on: label).map(\.marginDrop))
            orders[label] = measures.map { UnitRanking.units(evidence, by: $0).map(\.unit.value) }
        }
    }
}
