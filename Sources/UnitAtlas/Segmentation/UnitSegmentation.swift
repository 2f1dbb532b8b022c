public import Analyses
import Foundation
import Images
public import Reporting
import Store
public import Units

/// Segments the best images of units at their own size, and stores the masks in the atlas.
public struct UnitSegmentation: Sendable {
    /// One mask.
    public struct Entry: Sendable {
        public let unit: UnitID
        /// Of the image among the unit's best, from 1.
        public let rank: Int
        /// The image's path.
        public let image: String
        public let segmentation: Segmentation
    }

    public let method: SegmentationMethod
    public let entries: [Entry]
    private let segmenter: Segmenter

    /// - Parameters:
    ///   - units: Texts that name units, as `312`, `3,7` or `0-15`; empty: all.
    ///   - count: Best images of each unit.
    public init(atlas path: String, units texts: [String], count: Int, method: SegmentationMethod) throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        let subject = try StoredSubject(reader.header, path: path)
        let records = try reader.units()
        let units =
            texts.isEmpty ? records.map(\.unit) : try UnitSelection.parse(texts, count: records.count)
        segmenter = try Segmenter(method, reader: reader)
        let regions = UnitRegions(
            reader.header, field: subject.configuration.receptiveField, segmenter: segmenter)
        var entries: [Entry] = []
        for unit in units {
            let tops = try reader.topActivations(of: unit).prefix(count).filter { $0.maximum > 0 }
            for (place, top) in tops.enumerated() {
                guard let image = try reader.image(top.path) else {
                    throw UnitAtlasError.file(path: path, reason: "it lacks the image \(top.path); index it again")
                }
                let found = try regions.segmentation(
                    top.map, of: records[unit.value],
                    in: subject.preprocessing.geometry(imageWidth: image.width, imageHeight: image.height),
                    width: image.width, height: image.height)
                entries.append(Entry(unit: unit, rank: place + 1, image: top.path, segmentation: found))
            }
        }
        self.method = method
        self.entries = entries
    }

    /// Stores the masks, all of them or none.
    public func store(in path: String) throws {
        let editor = try AtlasEditor(path: path)
        defer { editor.close() }
        try editor.save(
            entries.map {
                SegmentationRecord(
                    unit: $0.unit, image: $0.image, method: method.name,
                    configuration: segmenter.configuration(of: $0.unit),
                    mask: $0.segmentation.mask)
            })
    }

    /// Writes each mask as a PNG of the image's size, white where the unit looks: `unit-0012-01.png`.
    ///
    /// - Returns: The paths written.
    public func writePictures(into folder: String) throws -> [String] {
        try OutputFile.prepare(folder: folder)
        return try entries.map { entry in
            let mask = entry.segmentation.mask
            let bytes = try PNGCodec.encode(
                grey: mask.pixels.map { $0 ? 255 : 0 }, width: mask.width, height: mask.height,
                text: PictureNotes.list(
                    title: "What unit \(entry.unit) looks at in \(entry.image)", source: nil,
                    description:
                        "Segmentation `\(method.name)` \(segmenter.configuration(of: entry.unit)): \(description(entry))."
                ))
            let name = String(format: "unit-%04d-%02d.png", entry.unit.value, entry.rank)
            let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
            try OutputFile.write(bytes, to: path)
            return path
        }
    }

    /// A row for each mask.
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
            ? "\(method)" : "at or above half of the image's maximum, since the method's level says nothing here"
    }
}
