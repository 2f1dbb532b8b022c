import Analyses
import Annotations
import Foundation
public import Reporting
import Store
public import Units
import Workers

/// Interpretation by example: the images whose pooled activations are nearest to those of one image, in the units that
/// matter.
///
/// Distances are exact and Euclidean, over all units or the given ones. With a class, they are over its strongest
/// units, with each difference multiplied by the class's weight: the distance between the contributions of these units
/// to the logit.
public struct SimilarImages: Sendable {
    /// One of the nearest images.
    public struct Neighbour: Sendable, Equatable {
        /// The rank by distance, from 1.
        public let rank: Int
        /// The image's path in the atlas.
        public let path: String
        /// The Euclidean distance.
        public let distance: Double
        /// The label of the image.
        public let label: ClassRecord?
        /// The most probable class of the image.
        public let predicted: ClassRecord?
    }

    /// The name of the image with which the others are compared.
    public let name: String
    /// What the distances are between, for captions: `between the pooled activations of all 64 units`.
    public let basis: String
    /// The nearest images, nearest first.
    public let neighbours: [Neighbour]
    let reference: ReferenceImage
    let atlas: Atlas
    let request: SimilarRequest
    /// The record of each neighbour's file.
    let records: [ImageRecord]
    let classes: [ClassRecord]
    let origin: String

    /// - Throws: `UnitAtlasError` for an image that is neither in the atlas nor a file, and for unknown units and
    ///   classes.
    init(_ atlas: Atlas, _ request: SimilarRequest) throws {
        (self.atlas, self.request) = (atlas, request)
        reference = try ReferenceImage.find(atlas, request)
        name = reference.name
        // // Does not read the weights of all classes, which takes a second for two million.
        let named = request.head ?? AtlasHead.nativeName
        let head = try atlas.heads.first { $0.name == named }
        let trained = named == AtlasHead.nativeName ? nil : try atlas.head(named)
        classes = try head.map { try atlas.reader.classes(of: $0.id) } ?? []
        let pooling = head?.pooling ?? .average
        let pooled = pooling == .maximum ? reference.pooled.maximum : reference.pooled.mean
        let distance: ActivationDistance
        (distance, basis) = try Self.distance(atlas, request, pooled, head: head?.id)
        let list = try Self.nearest(atlas, request, distance, pooling, without: reference.record?.path)
        let found = try list.entries.map { ($0.squared, try atlas.image($0.name)) }
        records = found.compactMap(\.1)
        let classes = classes
        func record(_ id: ClassID?) -> ClassRecord? {
            id.flatMap { classes.indices.contains($0.value) ? classes[$0.value] : nil }
        }
        neighbours = try zip(1..., zip(list.entries, records)).map { rank, pair in
            let predictions = try trained?.predictions(of: pair.1.path) ?? atlas.predictions(of: pair.1.path)
            return Neighbour(
                rank: rank, path: pair.1.path, distance: pair.0.squared.squareRoot(),
                label: record(trained.map { $0.label(of: pair.1) } ?? pair.1.label),
                predicted: record(predictions.first?.classID))
        }
        origin = try atlas.origin
    }

    /// One row per image, nearest first.
    public var table: ResultTable {
        ResultTable(
            columns: ["rank", "image", "distance", "label", "label_name", "class", "class_name"],
            rows: neighbours.map { image in
                [.integer(Int64(image.rank)), .text(image.path), .real(image.distance)]
                    + [image.label, image.predicted].flatMap { record -> [ResultTable.Cell] in
                        guard let record else { return [.null, .null] }
                        return [.integer(Int64(record.id.value)), .text(record.name)]
                    }
            })
    }

    /// The distance to measure, and its description.
    private static func distance(
        _ atlas: Atlas, _ request: SimilarRequest, _ reference: [Float], head: HeadID?
    ) throws -> (ActivationDistance, String) {
        if let record = request.record {
            let weights = try head.map { try atlas.reader.weights(of: record.id, in: $0) } ?? []
            guard weights.count == reference.count else {
                throw UnitAtlasError.atlas(path: atlas.path, .missingWeights(className: record.shortName))
            }
            let strongest = Largest.indices(weights, count: request.unitCount).prefix { weights[$0] > 0 }
            guard !strongest.isEmpty else {
                throw UnitAtlasError.units(.noPositiveWeight(className: record.shortName))
            }
            let distance = ActivationDistance(
                from: reference, units: strongest.map { UnitID($0) }, factors: strongest.map { weights[$0] })
            let count = strongest.count
            return (
                distance,
                "between the contributions of \(count == 1 ? "the strongest unit" : "the \(count) strongest units") to "
                    + record.shortName
            )
        }
        guard let units = request.units, !units.isEmpty else {
            return (
                ActivationDistance(from: reference),
                "between the pooled activations of all \(NumberFormat.count(reference.count, "unit"))"
            )
        }
        let shown = units.prefix(8).map(\.description).joined(separator: ", ") + (units.count > 8 ? ", ..." : "")
        return (
            ActivationDistance(from: reference, units: units),
            "between the pooled activations of unit\(units.count == 1 ? "" : "s") \(shown)"
        )
    }

    /// Scans all images, a part of them on each thread.
    private static func nearest(
        _ atlas: Atlas, _ request: SimilarRequest, _ distance: ActivationDistance, _ pooling: Pooling,
        without own: String?
    ) throws -> NearestNeighbors {
        let capacity = request.top + (own == nil ? 0 : 1)
        let parts = try atlas.reader.imageRows(parts: request.threads)
        var all = NearestNeighbors(capacity: capacity)
        try WorkerPool.run(pieces: parts.count, threads: request.threads) {
            let reader = try atlas.anotherReader()
            return { part in
                var list = NearestNeighbors(capacity: capacity)
                try reader.scanPooled(pooling, rows: parts[part]) { row in
                    try list.add(distance.squared(to: row.values)) { try row.path() }
                }
                return list
            }
        } consume: {
            all.merge($0)
        }
        return all.without(own, capacity: request.top)
    }
}

extension Atlas {
    /// Finds the images nearest to one, by their pooled activations.
    ///
    /// - Throws: `UnitAtlasError` for an image that is neither in the atlas nor a file.
    public func similar(_ request: SimilarRequest) throws -> SimilarImages { try SimilarImages(self, request) }
}
