import Analyses
import Foundation
import Images
import Reporting
import Units

/// The JSON beside the arrays of an image, which describes their rows and how they were computed.
struct MapRecord: Encodable {
    /// One row of the arrays.
    struct Row: Encodable {
        let row: Int
        let `class`: Int
        let className: String
        let rank: Int
        let logit: Float
        let probability: Float
        /// x0, y0, x1, y1 in pixels of the image, half-open; the loosest box first.
        let boxes: [[Double]]
        let units: [Unit]?
    }

    /// The contribution of a unit.
    struct Unit: Encodable {
        let unit: Int
        let weight: Float
        let pooled: Double
        let contribution: Double
        let share: Double
    }

    /// An array.
    struct File: Encodable {
        let file: String
        let shape: [Int]
    }

    let image: String
    let width: Int
    let height: Int
    let source: String
    let weighting: String
    let clipped: Bool
    let normalization: String
    let `protocol`: String
    let threshold: Double?
    /// The part of the image that the maps cover: x0, y0, x1, y1 in its pixels.
    let covers: [Double]
    let maps: File
    let upsampled: File
    let classes: [Row]
    let camLawDifference: Double?
    let toolVersion: String

    /// - Parameter units: The number of units of each class; nil for none.
    init(
        _ image: ImageMaps, _ request: MapRequest, source: String, maps: (path: String, shape: [Int]),
        upsampled: (path: String, shape: [Int]), units: Int?
    ) {
        func file(_ array: (path: String, shape: [Int])) -> File {
            File(file: URL(fileURLWithPath: array.path).lastPathComponent, shape: array.shape)
        }
        self.image = image.name
        (width, height, self.source) = (image.raster.width, image.raster.height, source)
        (weighting, clipped) = (request.weighting.rawValue, request.values.clips)
        (normalization, `protocol`) = (request.values.normalization.rawValue, request.boxes.rule.rawValue)
        threshold = request.shownThreshold
        let visible = image.geometry.visible
        covers = [visible.x0, visible.y0, visible.x1, visible.y1]
        (self.maps, self.upsampled) = (file(maps), file(upsampled))
        classes = image.classes.enumerated().map { place, entry in
            Row(
                row: place, class: entry.record.id.value, className: entry.record.name, rank: entry.rank,
                logit: entry.logit, probability: entry.probability,
                boxes: entry.boxes.map { [$0.x0, $0.y0, $0.x1, $0.y1] },
                units: units.map { count in
                    entry.contributions.prefix(count).map {
                        Unit(
                            unit: $0.unit.value, weight: $0.weight, pooled: $0.pooled,
                            contribution: $0.contribution, share: $0.share)
                    }
                })
        }
        camLawDifference = image.law?.largestDifference
        toolVersion = Software.version
    }

    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
