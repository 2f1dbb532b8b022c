package import Analyses
import Foundation
package import Queries
package import Store
import Synchronization
package import UnitAtlas
package import Units

/// The contents of an atlas for pages, with one of its heads.
///
/// Weights, classes and the list of images are kept in memory, so that a page takes a few milliseconds; everything else is
/// read on demand.
package final class Exploration: Sendable {
    /// An image with its label and prediction.
    package struct Entry: Sendable, Equatable {
        package let id: ImageID
        package let record: ImageRecord
        /// The label, one of the head's classes.
        package let label: ClassID?
        package let prediction: Prediction?

        /// Whether the most probable class is the label; nil if either is missing.
        package var isRight: Bool? {
            guard let label, let prediction else { return nil }
            return prediction.classID == label
        }
    }

    /// The atlas.
    package let atlas: Atlas
    /// The head; nil if no head uses the indexed layer.
    package let head: AtlasHead?
    /// The weights [K, U] and biases of the head.
    package let layer: Head?
    /// What the units of a class are ranked by, where the class has images; otherwise they are ranked by weight.
    package let measure: UnitMeasure
    /// The classes; empty without a head.
    package let classes: [ClassRecord]
    package let units: [UnitRecord]
    /// The images, ordered by path.
    package let images: [Entry]
    /// A message if indexing is not complete.
    package let remark: String?

    private let places: [ImageID: Int]
    private let pathPlaces: [ImagePath: Int]
    private let labelled: [ClassID: [Int]]
    private let predicted: [ClassID: [Int]]
    private let histograms = Mutex<PooledHistograms?>(nil)

    /// - Parameters:
    ///   - headName: A head of the atlas; nil for the native head, if there is one.
    ///   - measure: What the units of a class are ranked by.
    package init(_ atlas: Atlas, head headName: String? = nil, by measure: UnitMeasure = .weight) throws {
        (self.atlas, self.measure) = (atlas, measure)
        remark = try atlas.unfinishedRemark
        let head = try atlas.headIfAny(headName)
        self.head = head
        layer = try head?.head
        classes = head?.classes ?? []
        units = try atlas.units
        images = try Self.entries(atlas, head)
        places = Dictionary(images.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
        pathPlaces = Dictionary(images.enumerated().map { (ImagePath($0.element.record.path), $0.offset) }) {
            first, _ in first
        }
        var (labelled, predicted): ([ClassID: [Int]], [ClassID: [Int]]) = ([:], [:])
        for (place, entry) in images.enumerated() {
            if let label = entry.label { labelled[label, default: []].append(place) }
            if let prediction = entry.prediction { predicted[prediction.classID, default: []].append(place) }
        }
        (self.labelled, self.predicted) = (labelled, predicted)
        // An ablation that is missing is reported at once, not on every page.
        if measure == .ablation, let id = labelled.keys.min() { _ = try ranked(id) }
    }

    /// The activations of a class's images and the ranking of its units.
    struct RankedClassUnits {
        let activation: ClassActivation?
        /// By weight where the class has no images.
        let measure: UnitMeasure
        let units: [RankedUnit]
    }

    /// Returns the ranking of the units of a class; nil without a head.
    func ranked(_ id: ClassID) throws -> RankedClassUnits? {
        guard let head, classes.indices.contains(id.value) else { return nil }
        let measure = try measure != .weight && head.activation(of: id) == nil ? .weight : measure
        let evidence = try atlas.evidence(of: classes[id.value], head: head, for: measure)
        return RankedClassUnits(
            activation: evidence.activation, measure: measure, units: UnitRanking.units(evidence.units, by: measure))
    }

    private static func entries(_ atlas: Atlas, _ head: AtlasHead?) throws -> [Entry] {
        let verdicts = try atlas.reader.verdicts()
        guard let head, !head.isNative else {
            return verdicts.map {
                Entry(id: $0.id, record: $0.record, label: $0.record.label, prediction: $0.prediction)
            }
        }
        let predictions = try head.perspective()?.predictions ?? []
        let first = Dictionary(predictions.map { (ImagePath($0.path), $0.classes.first) }) { first, _ in first }
        return verdicts.map {
            Entry(
                id: $0.id, record: $0.record, label: head.label(of: $0.record),
                prediction: first[path: $0.record.path] ?? nil)
        }
    }

    /// The path of the atlas file.
    package var path: String { atlas.path }
    package var header: AtlasHeader { atlas.header }
    /// The theoretical receptive field of the layer's cells.
    package var receptiveField: ReceptiveField? { atlas.settings.receptiveField }
    var reader: AtlasReader { atlas.reader }

    /// The name of the head; nil for the native head.
    package var trainedHead: String? { head.flatMap { $0.isNative ? nil : $0.name } }

    /// Returns the images with a label, ordered by path.
    package func images(labelled id: ClassID) -> [Entry] { (labelled[id] ?? []).map { images[$0] } }

    /// Returns the images with a most probable class, ordered by path.
    package func images(takenFor id: ClassID) -> [Entry] { (predicted[id] ?? []).map { images[$0] } }

    package func image(_ id: ImageID) -> Entry? { places[id].map { images[$0] } }

    package func image(path: String) -> Entry? { pathPlaces[path: path].map { images[$0] } }

    /// Returns the previous and the next image.
    package func neighbours(of id: ImageID) -> (previous: ImageID?, next: ImageID?) {
        guard let place = places[id] else { return (nil, nil) }
        return (
            place > 0 ? images[place - 1].id : nil, place + 1 < images.count ? images[place + 1].id : nil
        )
    }

    /// Reads the pooled activations of all units in advance. Errors are reported when the activations are used.
    package func prepareHistograms() { _ = units.first.map { try? histogram(of: $0.unit) } }

    /// Returns the histogram of a unit's pooled activations. The first call reads the activations of all units.
    package func histogram(of unit: UnitID) throws -> PooledHistogram {
        try histograms.withLock { known in
            if let known { return known[unit] }
            let made = try PooledHistograms(self)
            known = made
            return made[unit]
        }
    }
}

extension Exploration {
    /// Returns a query runner for the atlas with the head in place of the native head.
    package func queryRunner(timeLimit: Duration? = nil) throws -> QueryRunner {
        try atlas.queryRunner(head: head?.name, timeLimit: timeLimit)
    }
}
