public import Analyses
import Foundation
import Images
public import Reporting
import Sheets
import Store
public import Units
import Workers

/// The activation masks of units in their best images, at the size of the images.
public struct UnitSegmentation: Sendable {
    /// One mask.
    public struct Entry: Sendable {
        /// The unit.
        public let unit: UnitID
        /// The rank of the image among the unit's best images, from 1.
        public let rank: Int
        /// The image's path.
        public let image: String
        /// The mask and how it was found.
        public let segmentation: Segmentation
    }

    /// How the activation mask is computed.
    public let method: SegmentationMethod
    /// The masks, by unit and rank.
    public let entries: [Entry]
    private let atlas: Atlas
    private let segmenter: Segmenter

    init(_ atlas: Atlas, units: [UnitID]?, count: Int, method: SegmentationMethod, threads: Int) throws {
        self.atlas = atlas
        let records = try atlas.units
        segmenter = try Segmenter(method, atlas)
        let regions = UnitRegions(atlas.header, segmenter: segmenter)
        let (layout, preprocessing) = (regions.layout, atlas.header.preprocessing)
        var chosen: [(unit: UnitRecord, rank: Int, top: TopActivation, image: ImageRecord)] = []
        for unit in units ?? records.map(\.unit) {
            let tops = try atlas.topActivations(of: unit).prefix(count).filter { $0.maximum > 0 }
            for (place, top) in tops.enumerated() {
                guard let image = try atlas.image(top.path) else {
                    throw UnitAtlasError.atlas(path: atlas.path, .missingImage(top.path))
                }
                chosen.append((records[unit.value], place + 1, top, image))
            }
        }
        self.method = method
        entries = try chosen.concurrentMap(threads: threads) { unit, rank, top, image throws -> Entry in
            let geometry = MapGeometry(
                layout, preprocessing: preprocessing, imageWidth: image.width, imageHeight: image.height)
            return Entry(
                unit: unit.unit, rank: rank, image: top.path,
                segmentation: try regions.segmentation(top.response, of: unit, in: geometry))
        }
    }

    /// Stores the masks in the atlas, all of them or none.
    public func store() throws {
        let records = entries.map {
            SegmentationRecord(
                unit: $0.unit, image: $0.image, method: method.name,
                configuration: segmenter.configuration(of: $0.unit), mask: $0.segmentation.mask)
        }
        try atlas.edit { try $0.save(records) }
    }

    /// Writes each mask as a PNG of the image's size, white inside the mask: `unit-0012-0001.png`.
    ///
    /// - Parameter threads: The number of threads. The files do not depend on it.
    /// - Returns: The paths written.
    public func writePictures(into folder: String, threads: Int = 2) throws -> [String] {
        try OutputFile.prepare(folder: folder)
        return try entries.concurrentMap(threads: threads) { entry throws -> String in
            let mask = entry.segmentation.mask
            var parameters = PictureParameters(
                subject: "unit", "\(entry.unit)",
                mark: "\(SheetFiles.stem(of: entry.unit))-\(SheetFiles.padded(entry.rank))")
            parameters.add("rank", "\(entry.rank)", mark: nil)
            parameters.add(method.parameters)
            let bytes = try PNGCodec.encode(
                grey: mask.pixels.map { $0 ? 255 : 0 }, width: mask.width, height: mask.height,
                text: PictureNotes(
                    title: "Activation mask of unit \(entry.unit) on \(entry.image)", source: nil,
                    description:
                        "Segmentation `\(method.name)` \(segmenter.configuration(of: entry.unit)): \(description(entry)).",
                    parameters: parameters.text
                ).chunks)
            let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(parameters)).relativePath
            try OutputFile.write(bytes, to: path)
            return path
        }
    }

    /// One row per mask.
    public var table: ResultTable {
        ResultTable(
            columns: ["unit", "rank", "image", "area", "x0", "y0", "x1", "y1", "level", "rule"],
            rows: entries.map { entry in
                let box = entry.segmentation.mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: 0, y1: 0)
                return [
                    .integer(Int64(entry.unit.value)), .integer(Int64(entry.rank)), .text(entry.image),
                    .integer(Int64(entry.segmentation.mask.area)), .integer(Int64(box.x0)), .integer(Int64(box.y0)),
                    .integer(Int64(box.x1)), .integer(Int64(box.y1)), .number(entry.segmentation.level),
                    .text(entry.segmentation.rule == .method ? method.name : "half of the image's maximum"),
                ]
            })
    }

    private func description(_ entry: Entry) -> String {
        entry.segmentation.rule == .method
            ? "\(method)" : "at or above half of the image's maximum, because the level of the method is not usable"
    }
}

extension Atlas {
    /// Segments the best images of units: computes the activation mask of each.
    ///
    /// - Parameters:
    ///   - units: The units; nil for all.
    ///   - count: The number of best images per unit.
    ///   - threads: The number of threads. The masks do not depend on it.
    public func segment(
        units: [UnitID]? = nil, count: Int = 16, method: SegmentationMethod = .standard, threads: Int = 2
    ) throws -> UnitSegmentation {
        try UnitSegmentation(self, units: units, count: count, method: method, threads: threads)
    }
}
