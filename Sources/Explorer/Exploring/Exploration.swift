import Analyses
import Foundation
package import Queries
package import Store
import Synchronization
package import UnitAtlas
package import Units

/// An atlas as pages show it, by one of its heads: what is there, class by class, unit by unit and image by image.
///
/// Weights, classes and the list of images are held in memory, so that a page costs a few milliseconds; everything else is
/// read when it is asked for.
package final class Exploration: Sendable {
    /// An image among others.
    package struct Entry: Sendable, Equatable {
        package let id: ImageID
        package let record: ImageRecord
        /// Among the head's classes.
        package let label: ClassID?
        package let likeliest: Prediction?

        /// Whether the likeliest class is the label; nil without the one or the other.
        package var isRight: Bool? {
            guard let label, let likeliest else { return nil }
            return likeliest.classID == label
        }
    }

    /// The atlas.
    package let atlas: Atlas
    /// nil where the units are those of a layer that no head rests on.
    package let head: AtlasHead?
    /// The head's weights [K, U] and biases.
    package let layer: Head?
    /// Empty without a head.
    package let classes: [ClassRecord]
    package let units: [UnitRecord]
    /// In the order of their paths.
    package let images: [Entry]
    /// Where indexing has not come to its end: a sentence.
    package let remark: String?

    private let places: [ImageID: Int]
    private let pathPlaces: [ImagePath: Int]
    private let labelled: [ClassID: [Int]]
    private let predicted: [ClassID: [Int]]
    private let histograms = Mutex<PooledHistograms?>(nil)

    /// - Parameter headName: A head of the atlas; nil is the network's own, where there is one.
    package init(_ atlas: Atlas, head headName: String? = nil) throws {
        self.atlas = atlas
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
            if let likeliest = entry.likeliest { predicted[likeliest.classID, default: []].append(place) }
        }
        (self.labelled, self.predicted) = (labelled, predicted)
    }

    private static func entries(_ atlas: Atlas, _ head: AtlasHead?) throws -> [Entry] {
        let verdicts = try atlas.reader.verdicts()
        guard let head, !head.isNative else {
            return verdicts.map {
                Entry(id: $0.id, record: $0.record, label: $0.record.label, likeliest: $0.likeliest)
            }
        }
        let predictions = try head.perspective()?.predictions ?? []
        let first = Dictionary(predictions.map { (ImagePath($0.path), $0.classes.first) }) { first, _ in first }
        return verdicts.map {
            Entry(
                id: $0.id, record: $0.record, label: head.label(of: $0.record),
                likeliest: first[path: $0.record.path] ?? nil)
        }
    }

    /// The file.
    package var path: String { atlas.path }
    package var header: AtlasHeader { atlas.header }
    /// The theoretical receptive field of the layer's cells.
    package var receptiveField: ReceptiveField? { atlas.settings.receptiveField }
    var reader: AtlasReader { atlas.reader }

    /// The name of the head, where it is not the network's own.
    package var trainedHead: String? { head.flatMap { $0.isNative ? nil : $0.name } }

    /// Images with that label, in the order of their paths.
    package func images(labelled id: ClassID) -> [Entry] { (labelled[id] ?? []).map { images[$0] } }

    /// Images whose likeliest class it is, in the order of their paths.
    package func images(takenFor id: ClassID) -> [Entry] { (predicted[id] ?? []).map { images[$0] } }

    package func image(_ id: ImageID) -> Entry? { places[id].map { images[$0] } }

    package func image(path: String) -> Entry? { pathPlaces[path: path].map { images[$0] } }

    /// The images before and after it.
    package func neighbours(of id: ImageID) -> (previous: ImageID?, next: ImageID?) {
        guard let place = places[id] else { return (nil, nil) }
        return (
            place > 0 ? images[place - 1].id : nil, place + 1 < images.count ? images[place + 1].id : nil
        )
    }

    /// Reads the pooled activations of all units now; what cannot be read is told where it is asked for.
    package func prepareHistograms() { _ = units.first.map { try? histogram(of: $0.unit) } }

    /// How the pooled activations of a unit are spread over all images. The first call reads those of all units, once.
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
    /// What answers queries about the atlas, the head in the native one's place.
    package func queryRunner(timeLimit: Duration? = nil) throws -> QueryRunner {
        try atlas.queryRunner(head: head?.name, timeLimit: timeLimit)
    }
}
