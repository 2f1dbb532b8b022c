package import Tensors
public import Units

/// The effect of removing a unit on the labelled images of a class.
public struct UnitEffect: Sendable, Equatable {
    /// The class.
    public let classID: ClassID
    /// The unit.
    public let unit: UnitID
    /// The number of the class's images.
    public let images: Int
    /// The number of images that are correct with the unit and incorrect without it.
    public let lost: Int
    /// The number of images that are incorrect with the unit and correct without it.
    public let gained: Int
    /// The mean decrease of the class's logit on its images.
    public let logitDrop: Double
    /// The mean decrease of the class's lead over the best other class.
    public let marginDrop: Double

    /// The fraction of images that are correct with the unit and incorrect without it.
    public var accuracyLost: Double { share(lost) }
    /// The fraction of images that are incorrect with the unit and correct without it.
    public var accuracyGained: Double { share(gained) }
    /// The net change of the accuracy: lost minus gained.
    public var accuracyDrop: Double { share(lost - gained) }

    private func share(_ count: Int) -> Double { images > 0 ? Double(count) / Double(images) : 0 }
}

/// The effect of removing each unit on each class. K classes, U units.
///
/// If the head is linear in the pooled activations, a logit without unit k is exactly `S_c − w_ck · F_k`, so everything
/// follows from stored pooled activations (Zhou et al. 2016, §2: the logit is a sum over units). If the head rectifies
/// its class maps before averaging (SqueezeNet), it is computed from the maps.
public struct UnitAblation: AblationSum {
    /// Sums over a class's images.
    struct Row: Sendable {
        var images = 0
        var correct = 0
        /// The numbers of images that become incorrect, and of those that become correct, without each unit [U].
        var lost: [Int]
        var gained: [Int]
        /// [U]
        var logit: [Double]
        var margin: [Double]

        init(units: Int) {
            lost = [Int](repeating: 0, count: units)
            gained = lost
            logit = [Double](repeating: 0, count: units)
            margin = logit
        }

        /// Counts an image that becomes incorrect or correct without a unit.
        mutating func count(_ unit: Int, isRight: Bool, staysRight: Bool) {
            if isRight, !staysRight { lost[unit] += 1 }
            if !isRight, staysRight { gained[unit] += 1 }
        }
    }

    /// The head.
    public let head: Head
    /// By class; nil for a class without images.
    var rows: [Row?]
    private let lanes: LogitVectors

    /// Sums over no images.
    package init(head: Head) {
        self.head = head
        rows = Array(repeating: nil, count: head.classCount)
        lanes = LogitVectors(head)
    }

    /// Adds images of a head that is linear in the pooled activations: one product for all their logits.
    ///
    /// - Parameters:
    ///   - features: Pooled activations [N, U].
    ///   - labels: [N], nil for an image to leave out.
    package mutating func add(features: Tensor, labels: [ClassID?]) {
        let logits = PooledScores.logits(of: features, head: head)
        let (units, classes) = (head.unitCount, head.classCount)
        for (image, label) in labels.enumerated() {
            guard let label = label?.value else { continue }
            let own = logits.values[image * classes + label]
            var others = lanes.logits(logits.values.span.extracting(image * classes..<(image + 1) * classes))
            others[label / 16][label % 16] = -.infinity
            let pooled = features.values.span.extracting(image * units..<(image + 1) * units)
            let best = lanes.largest(others.span, without: 0, factor: 0)
            let isRight = lanes.isLargest(own, label: label, others: others, best: best)
            var row = takeRow(label, isRight: isRight)
            for unit in 0..<units {
                let factor = pooled[unit]
                if factor == 0 { continue }
                let fall = head.weights.values[label * units + unit] * factor
                let rest = lanes.largest(others.span, without: unit, factor: factor)
                row.logit[unit] += Double(fall)
                row.margin[unit] += Double(own - best) - Double((own - fall) - rest)
                let staysRight: Bool
                if own - fall == rest {
                    var without = others
                    lanes.remove(unit, factor: factor, from: &without)
                    staysRight = lanes.isLargest(own - fall, label: label, others: without, best: rest)
                } else {
                    staysRight = own - fall > rest
                }
                row.count(unit, isRight: isRight, staysRight: staysRight)
            }
            rows[label] = row
        }
    }

    /// Returns the sums of class `label` with one more image, moved out so that their arrays are uniquely referenced. The
    /// caller must put them back.
    mutating func takeRow(_ label: Int, isRight: Bool) -> Row {
        var row = rows[label] ?? Row(units: head.unitCount)
        rows[label] = nil
        row.images += 1
        if isRight { row.correct += 1 }
        return row
    }

    /// Adds the sums over other images with the same head.
    package mutating func merge(_ other: UnitAblation) {
        for (label, added) in other.rows.enumerated() {
            guard let added else { continue }
            guard var row = rows[label] else {
                rows[label] = added
                continue
            }
            rows[label] = nil
            row.images += added.images
            row.correct += added.correct
            for unit in row.lost.indices {
                row.lost[unit] += added.lost[unit]
                row.gained[unit] += added.gained[unit]
                row.logit[unit] += added.logit[unit]
                row.margin[unit] += added.margin[unit]
            }
            rows[label] = row
        }
    }

    /// The accuracy on the images of a class with all units.
    public func accuracy(of id: ClassID) -> Proportion {
        Proportion(successes: rows[id.value]?.correct ?? 0, total: rows[id.value]?.images ?? 0)
    }

    /// The accuracy on all images with all units.
    public var accuracy: Proportion {
        Proportion(
            successes: rows.reduce(0) { $0 + ($1?.correct ?? 0) }, total: rows.reduce(0) { $0 + ($1?.images ?? 0) })
    }

    /// The classes that have images.
    public var classes: [ClassID] { rows.indices.filter { rows[$0] != nil }.map { ClassID($0) } }

    /// Returns the effect of each unit on a class [U]; empty for a class without images.
    public func effects(on id: ClassID) -> [UnitEffect] {
        guard let row = rows[id.value] else { return [] }
        let count = Double(row.images)
        return row.lost.indices.map { unit in
            UnitEffect(
                classID: id, unit: UnitID(unit), images: row.images, lost: row.lost[unit], gained: row.gained[unit],
                logitDrop: row.logit[unit] / count, marginDrop: row.margin[unit] / count)
        }
    }

    /// The effect of removing a unit on all images.
    public struct Total: Sendable, Equatable {
        /// The unit.
        public let unit: UnitID
        /// The number of images that are correct with the unit and incorrect without it.
        public let lost: Int
        /// The number of images that are incorrect with the unit and correct without it.
        public let gained: Int
        /// The share of images that are correct with the unit and incorrect without it.
        public let accuracyLost: Double
        /// The share of images that are incorrect with the unit and correct without it.
        public let accuracyGained: Double
        /// The net fall of the accuracy: lost minus gained.
        public let accuracyDrop: Double
        /// The mean decrease of the class's logit without the unit.
        public let logitDrop: Double
        /// The mean decrease of the class's lead over the best other class.
        public let marginDrop: Double
        /// The class whose margin decreases most; nil if none decreases.
        public let worst: ClassID?
    }

    /// The effect of each unit on all images [U].
    public var totals: [Total] {
        let images = Double(max(1, accuracy.total))
        return (0..<head.unitCount).map { unit in
            var (lost, gained, logit, margin) = (0, 0, 0.0, 0.0)
            var worst: (id: Int, drop: Double)?
            for (id, row) in rows.enumerated() {
                guard let row else { continue }
                lost += row.lost[unit]
                gained += row.gained[unit]
                logit += row.logit[unit]
                margin += row.margin[unit]
                let drop = row.margin[unit] / Double(row.images)
                if drop > worst?.drop ?? 0 { worst = (id, drop) }
            }
            return Total(
                unit: UnitID(unit), lost: lost, gained: gained, accuracyLost: Double(lost) / images,
                accuracyGained: Double(gained) / images, accuracyDrop: Double(lost - gained) / images,
                logitDrop: logit / images,
                marginDrop: margin / images, worst: worst.map { ClassID($0.id) })
        }
    }
}

extension UnitEffect {
    /// Returns whether `a` does more damage than `b`: accuracy drop ↓, margin drop ↓, unit ↑.
    package static func isMoreHarmful(_ a: UnitEffect, _ b: UnitEffect) -> Bool {
        if a.accuracyDrop != b.accuracyDrop { return a.accuracyDrop > b.accuracyDrop }
        return a.marginDrop != b.marginDrop ? a.marginDrop > b.marginDrop : a.unit < b.unit
    }
}
