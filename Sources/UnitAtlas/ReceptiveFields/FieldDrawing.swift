import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Store
import Tensors
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
        try OutputFile.prepare(folder: folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
        try OutputFile.write(
            try sheet(records, title: title).draw(), title: title, source: origin,
            description: "Estimated receptive fields, \(FieldConfiguration.method): \(try configuration.json())",
            speed: .fast,
            to: path)
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
        try sizes.prefix(limit).flatMap { try atlas.reader.receptiveFields(of: $0.unit, configuration) }
    }

    private func sheet(_ records: [ReceptiveFieldRecord], title: String) throws -> FieldSheet {
        let percent = Int((configuration.share * 100).rounded())
        let fields = try records.map { record in
            let images = "\(record.images) image\(record.images == 1 ? "" : "s")"
            // A field is forgotten when its unit's best images change: these are those that it was made of.
            let tops = try atlas.topActivations(of: record.unit).prefix(record.images)
            return FieldSheet.Field(
                unit: record.unit, map: record.map,
                box: FieldSize(record.map, share: configuration.share).square(in: record.map),
                common: frame.flatMap { common($0, tops, record.map) },
                caption: "\(record.size)×\(record.size) pixels, \(images)",
                warning: record.cut.flatMap { $0 > 0 ? "cut by the edges of \($0)" : nil })
        }
        var lines = [
            origin,
            "What noise of \(configuration.patch)×\(configuration.patch) pixels takes from the unit's peak, by where it covers"
                + " the best images.",
            "Size, yellow: the smallest square that holds \(percent) % of that, in pixels of the network's input.",
        ]
        var square: BoundingBox?
        if let theoretical {
            let (width, height) = (theoretical.horizontal.size, theoretical.vertical.size)
            square = BoundingBox(
                x0: -configuration.originX, y0: -configuration.originY, x1: width - configuration.originX,
                y1: height - configuration.originY)
            lines.append("Grey: the theoretical field, \(width)×\(height) pixels.")
        }
        if fields.contains(where: { $0.common != nil }) {
            lines.append("Dashed: what all of the images show; the edges of some cut what lies beyond.")
        }
        return FieldSheet(title: title, subtitles: lines, fields: fields, theoretical: square)
    }

    /// What all of a unit's images show of its map; nil where that is all of it.
    private func common(_ frame: FieldFrame, _ tops: some Sequence<TopActivation>, _ map: Plane) -> BoundingBox? {
        let whole = BoundingBox(x0: 0, y0: 0, x1: map.width, y1: map.height)
        let common = tops.reduce(whole) { box, top in
            let seen = frame.seen(cellX: top.cellX, cellY: top.cellY)
            return BoundingBox(
                x0: max(box.x0, seen.x0), y0: max(box.y0, seen.y0), x1: min(box.x1, seen.x1), y1: min(box.y1, seen.y1))
        }
        return common == whole || common.width <= 0 || common.height <= 0 ? nil : common
    }
}
