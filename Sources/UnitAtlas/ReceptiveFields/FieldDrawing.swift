import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Store
import Tensors
import Units

extension FieldList {
    /// The largest number of units in one picture.
    public static let drawnUnits = 60

    /// Draws the fields into a PNG file in `folder`.
    ///
    /// - Returns: The file's path; nil if there is no field to draw.
    public func draw(into folder: String, _ selection: FieldRequest.Selection) throws -> String? {
        let plan = try plan()
        guard !plan.isEmpty else { return nil }
        let caption = try FieldCaption(self, selection)
        try OutputFile.prepare(folder: folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(caption.parameters))
            .relativePath
        try OutputFile.write(try sheet(plan, caption).draw(), notes: caption.notes, speed: .fast, to: path)
        return path
    }

    /// One field, and the images that it was made from.
    struct DrawnField {
        let record: ReceptiveFieldRecord
        let images: [TopActivation]
    }

    /// The fields to draw: those of the first units.
    private func plan() throws -> [DrawnField] {
        try sizes.prefix(Self.drawnUnits).flatMap { size in
            try atlas.reader.receptiveFields(of: size.unit, configuration).map { record in
                // A field is deleted when its unit's best images change, so these are the images that it was made from.
                DrawnField(
                    record: record, images: Array(try atlas.topActivations(of: record.unit).prefix(record.images)))
            }
        }
    }

    private func sheet(_ plan: [DrawnField], _ caption: FieldCaption) -> FieldSheet {
        let fields = plan.map { field in
            let record = field.record
            return FieldSheet.Field(
                unit: record.unit, map: record.map,
                box: FieldSize(record.map, share: configuration.share).square(in: record.map),
                common: frame.flatMap { common($0, field.images, record.map) }, caption: FieldCaption.text(of: record),
                warning: record.cut.flatMap { $0 > 0 ? "reaches the edge in \($0)" : nil })
        }
        let square = theoretical.map { field in
            BoundingBox(
                x0: -configuration.originX, y0: -configuration.originY,
                x1: field.horizontal.size - configuration.originX, y1: field.vertical.size - configuration.originY)
        }
        return FieldSheet(
            title: caption.title, subtitles: caption.subtitles(hasCommonPart: fields.contains { $0.common != nil }),
            fields: fields, theoretical: square)
    }

    /// The part of a unit's map that all of its images show; nil if that is the whole map.
    private func common(_ frame: FieldFrame, _ images: [TopActivation], _ map: Plane) -> BoundingBox? {
        let whole = BoundingBox(x0: 0, y0: 0, x1: map.width, y1: map.height)
        let common = images.reduce(whole) { box, image in
            let seen = frame.seen(cellX: image.cellX, cellY: image.cellY)
            return BoundingBox(
                x0: max(box.x0, seen.x0), y0: max(box.y0, seen.y0), x1: min(box.x1, seen.x1), y1: min(box.y1, seen.y1))
        }
        return common == whole || common.width <= 0 || common.height <= 0 ? nil : common
    }
}
