import Analyses
import Atlases
import Foundation
import Images
import Store
import Units

extension FieldList {
    /// Units that one picture has room for.
    public static let drawnUnits = 60

    /// Draws the fields into a PNG file in `folder`, with how they were made in its text chunks.
    ///
    /// - Returns: The file's path; nil where there is no field to draw.
    public func draw(into folder: String, _ selection: FieldRequest.Selection) throws -> String? {
        let records = try records(limit: Self.drawnUnits)
        guard !records.isEmpty else { return nil }
        let (name, title) = names(selection)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw UnitAtlasError.file(path: folder, reason: "the folder cannot be made; check its permissions")
        }
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
        let text = [
            ("Title", title), ("Software", "unit-atlas \(Indexer.toolVersion)"), ("Source", origin),
            ("Description", "Estimated receptive fields, \(FieldConfiguration.method): \(configurationText)"),
        ].map { (keyword: $0.0, value: $0.1) }
        let bytes = try PNGCodec.encode(try sheet(records, title: title).draw(), text: text, speed: .small)
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw UnitAtlasError.file(path: path, reason: "it cannot be written; check the folder and the free space")
        }
        return path
    }

    /// The file's name, and the picture's title.
    private func names(_ selection: FieldRequest.Selection) -> (file: String, title: String) {
        if let only = sizes.first?.unit, sizes.count == 1 {
            return ("receptive-field-unit-\(String(format: "%04d", only.value)).png", "Receptive field of unit \(only)")
        }
        guard case .classUnits = selection, let record = classRecord else {
            return (
                "receptive-fields.png",
                "Receptive fields of \(sizes.count > Self.drawnUnits ? "the first \(Self.drawnUnits) of " : "")\(sizes.count) units"
            )
        }
        let file = SheetFiles.Subject.fileName(index: record.id.value, name: record.shortName)
        return ("receptive-fields-\(file)", "Receptive fields of the strongest units of \(record.shortName)")
    }

    /// The fields of the first units.
    private func records(limit: Int) throws -> [ReceptiveFieldRecord] {
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        return try sizes.prefix(limit).flatMap { size in
            try reader.receptiveFields(
                of: size.unit, method: FieldConfiguration.method, configuration: configurationText)
        }
    }

    private func sheet(_ records: [ReceptiveFieldRecord], title: String) -> FieldSheet {
        let percent = Int((configuration.share * 100).rounded())
        let fields = records.map { record in
            let size = FieldSize(record.map, share: configuration.share)
            let box =
                size.side > 0
                ? BoundingBox(x0: size.x, y0: size.y, x1: size.x + size.side, y1: size.y + size.side) : nil
            let images = "\(record.images) image\(record.images == 1 ? "" : "s")"
            return FieldSheet.Field(
                unit: record.unit, map: record.map, box: box, caption: "\(record.size) pixels, \(images)")
        }
        var squares = "Yellow: the smallest square that holds \(percent) % of it."
        var frame: BoundingBox?
        if let theoretical {
            let (width, height) = (theoretical.horizontal.size, theoretical.vertical.size)
            frame = BoundingBox(
                x0: -configuration.originX, y0: -configuration.originY, x1: width - configuration.originX,
                y1: height - configuration.originY)
            squares += " Grey: the theoretical field, \(width)×\(height) pixels."
        }
        let lines = [
            origin,
            "What noise of \(configuration.patch)×\(configuration.patch) pixels takes from the unit's peak, by where it covers"
                + " the unit's best images.",
            squares,
        ]
        return FieldSheet(title: title, subtitles: lines, fields: fields, theoretical: frame)
    }
}
