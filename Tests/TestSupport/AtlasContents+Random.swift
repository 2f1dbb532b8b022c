import Store
import Tensors
import Units

extension AtlasContents {
    /// Random contents with maps of 2×3 cells; every fifth image is skipped.
    package static func random(
        units unitCount: Int = 4, classes classCount: Int = 6, images imageCount: Int = 10, seed: UInt64 = 1
    ) -> AtlasContents {
        var random = SeededGenerator(seed: seed)
        func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &random) } }
        let head = Head(
            weights: Tensor(shape: [classCount, unitCount], values: floats(classCount * unitCount)),
            bias: floats(classCount), pooling: .average, form: .linearThenPool(rectified: true, border: 56))
        let classes = (0..<classCount).map { ClassRecord(id: ClassID($0), name: "class \($0), c", wnid: "n\($0)") }
        let images = (0..<imageCount).map { index in
            let skipped = index % 5 == 3
            let record = ImageRecord(
                path: "folder/\(index)é.jpg", width: 30 + index, height: 20, bytes: 1000 + Int64(index),
                modified: 1_700_000_000_123_456_789, label: index % 4 == 0 ? nil : ClassID(index % classCount),
                status: skipped ? .skipped(reason: "truncated at byte \(index)") : .indexed)
            let predictions = (1...2).map {
                Prediction(
                    rank: $0, classID: ClassID((index + $0) % classCount), logit: floats(1)[0],
                    probability: 0.5 / Float($0))
            }
            return IndexedImage(
                record: record, pooledMean: skipped ? [] : floats(unitCount),
                pooledMax: skipped ? [] : floats(unitCount), predictions: skipped ? [] : predictions)
        }
        let shown = images.filter { $0.record.status == .indexed }.prefix(3)
        let units = (0..<unitCount).map { unit in
            let top = shown.map { image in
                TopActivation(
                    path: image.record.path, maximum: floats(1)[0], mean: floats(1)[0], cellX: 2, cellY: 1,
                    map: Plane(height: 2, width: 3, values: floats(6)),
                    unclipped: unit == 0 ? Plane(height: 2, width: 3, values: floats(6)) : nil)
            }
            return UnitUpdate(
                unit: UnitID(unit), top: top.sorted { $0.precedes($1) },
                record: UnitRecord(
                    unit: UnitID(unit), mean: Double(floats(1)[0]) / 3, deviation: 0.1, maximum: floats(1)[0],
                    activeFraction: 1 / 3, threshold: floats(1)[0],
                    unclipped: unit == 1 ? nil : UnitRecord.Extremes(maximum: 7, threshold: 6.5)),
                state: [UInt8(unit), 0, 255])
        }
        return AtlasContents(
            map: (2, 3), input: (32, 48), head: head, classes: classes, images: images, units: units)
    }
}
