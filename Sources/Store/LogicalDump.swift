internal import Foundation
internal import GRDB
internal import Units

/// The contents of an atlas as text, with one line per row. Rows are keyed by image path instead of row id, their order
/// does not depend on how the atlas was built, and times and the tool version are left out. Blobs, and the numbers of a
/// class for all units, appear as 64-bit FNV-1a hashes. Two atlases have the same contents if and only if their dumps
/// are equal, barring hash collisions.
///
///     prediction  image="a.jpg"  rank=1  class=3  logit=4.5  probability=0.75
package func logicalDump(path: String) throws(StoreError) -> String {
    let queue = try AtlasFile.openReading(path)
    return try storing(path) {
        try queue.read { database in
            var text = ""
            for (table, sql) in DumpedTable.all + DumpedTable.discovery {
                let rows = try Row.fetchCursor(database, sql: sql)
                while let row = try rows.next() {
                    text += table
                    for (column, value) in row { text += "\t\(column)=\(DumpedTable.text(value))" }
                    text += "\n"
                }
            }
            for (table, sql) in DumpedTable.hashed { text += try hashed(table, sql, database) }
            return text
        }
    }
}

/// Returns a line for each run of rows with the same first column: their number, and a hash of the next two columns, an
/// integer and a real.
private func hashed(_ table: String, _ sql: String, _ database: Database) throws -> String {
    var text = ""
    var current: (key: String, count: Int, hash: FNV1a)?
    func line() -> String {
        current.map { "\(table)\t\($0.key)\tcount=\($0.count)\thash=\($0.hash)\n" } ?? ""
    }
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
        let key: String = try row.decode(atIndex: 0)
        if current?.key != key {
            text += line()
            current = (key, 0, FNV1a())
        }
        current?.count += 1
        current?.hash.add(UInt64(bitPattern: try row.decode(Int64.self, atIndex: 1)))
        current?.hash.add(try row.decode(Double.self, atIndex: 2).bitPattern)
    }
    return text + line()
}

private enum DumpedTable {
    static let all: [(name: String, sql: String)] = [
        (
            "atlas",
            """
            SELECT model_name, model_sha256, layer, map_height, map_width, input_height, input_width, preprocessing,
                   configuration FROM atlas
            """
        ),
        ("progress", "SELECT state FROM progress"),
        ("head", "SELECT name, origin, pooling, loss, configuration FROM head ORDER BY name"),
        (
            "class",
            "SELECT h.name AS head, c.id, c.name, c.wnid FROM class c JOIN head h ON h.id = c.head ORDER BY h.name, c.id"
        ),
        ("unit", "SELECT id, mean, deviation, maximum, active_fraction, threshold FROM unit ORDER BY id"),
        ("unit_state", "SELECT unit, state FROM unit_state ORDER BY unit"),
        (
            "image",
            """
            SELECT path, width, height, bytes, label, status, reason, pooled_mean, pooled_max FROM image ORDER BY path
            """
        ),
        (
            "prediction",
            """
            SELECT i.path AS image, p.rank, p.class, p.logit, p.probability
            FROM image i CROSS JOIN prediction p ON p.image = i.id ORDER BY i.path, p.rank
            """
        ),
        (
            "top_activation",
            """
            SELECT t.unit, t.rank, i.path AS image, t.maximum, t.mean, t.cell_x, t.cell_y, t.map
            FROM top_activation t JOIN image i ON i.id = t.image ORDER BY t.unit, t.rank
            """
        ),
        (
            "head_label",
            """
            SELECT h.name AS head, i.path AS image, l.class, l.split, l.value FROM head_label l JOIN head h ON h.id = l.head
            JOIN image i ON i.id = l.image ORDER BY h.name, i.path
            """
        ),
        (
            "segmentation",
            """
            SELECT s.unit, i.path AS image, s.method, s.configuration, s.mask, s.area, s.x0, s.y0, s.x1, s.y1
            FROM segmentation s JOIN image i ON i.id = s.image ORDER BY s.unit, i.path, s.method, s.configuration
            """
        ),
        (
            "receptive_field",
            """
            SELECT unit, method, configuration, width, height, size, area, images, cut, map FROM receptive_field
            ORDER BY unit, method, configuration
            """
        ),
        (
            "discrepancy",
            """
            SELECT d.unit, i.path AS image, d.configuration, d.drops FROM discrepancy d JOIN image i ON i.id = d.image
            ORDER BY d.unit, d.configuration, i.path
            """
        ),
        (
            "localization",
            """
            SELECT h.name AS head, l.protocol, l.threshold, l.weighting, l.dilation, l.split, l.images, l.top1_error,
                   l.top5_error, l.top1_localization_error, l.top5_localization_error, l.gt_known_accuracy,
                   l.max_box_accuracy, l.max_box_accuracy_v2, l.center_baseline, l.mean_iou, l.pixel_average_precision,
                   l.configuration, l.part, l.boxes_sha256, l.labels_sha256, l.masks, l.ignored
            FROM localization l JOIN head h ON h.id = l.head
            ORDER BY h.name, l.protocol, l.threshold, l.weighting, l.dilation, l.split, l.part, l.boxes_sha256,
                     l.labels_sha256, l.masks, l.ignored
            """
        ),
        (
            "localization_image",
            """
            SELECT h.name AS head, l.protocol, l.threshold, l.weighting, l.dilation, l.split, l.part, l.boxes_sha256,
                   l.labels_sha256, l.masks, l.ignored, i.path AS image, e.class,
                   e.predicted, e.rank, e.x0, e.y0, e.x1, e.y1, e.iou
            FROM localization l JOIN head h ON h.id = l.head JOIN localization_image e ON e.localization = l.id
            JOIN image i ON i.id = e.image
            ORDER BY h.name, l.protocol, l.threshold, l.weighting, l.dilation, l.split, l.part, l.boxes_sha256,
                     l.labels_sha256, l.masks, l.ignored, i.path
            """
        ),
    ]

    static let discovery: [(name: String, sql: String)] = [
        (
            "discovery",
            """
            SELECT d.kind, d.name, h.name AS head, d.figures, d.configuration FROM discovery d
            LEFT JOIN head h ON h.id = d.head ORDER BY d.kind, d.name
            """
        ),
        (
            "scene_object",
            """
            SELECT d.name, o.class, o.object, o.images, o.frequency, o.overlap, o.lift, o.rank
            FROM discovery d JOIN scene_object o ON o.discovery = d.id ORDER BY d.name, o.class, o.rank
            """
        ),
        (
            "unit_concept",
            """
            SELECT unit, rank, concept, iou, chance, p, q, detector, level, rule FROM unit_concept ORDER BY unit, rank
            """
        ),
        (
            "discovery_state",
            "SELECT configuration, last, images, state FROM discovery_state ORDER BY configuration"
        ),
    ]

    static let hashed: [(name: String, sql: String)] = [
        (
            "class_activation",
            """
            SELECT format('class=%d images=%d basis=%s', class, images, basis), unit, mean
            FROM class_activation ORDER BY class, unit
            """
        ),
        (
            "ablation",
            """
            SELECT format('head=%s class=%d images=%d method=%s', h.name, a.class, a.images, a.method), a.unit,
                   a.margin_drop
            FROM head h CROSS JOIN ablation a ON a.head = h.id ORDER BY h.name, a.class, a.unit
            """
        ),
        (
            "head_bias",
            """
            SELECT 'head=' || h.name, b.class, b.bias FROM head h CROSS JOIN head_bias b ON b.head = h.id
            ORDER BY h.name, b.class
            """
        ),
        (
            "head_weight",
            """
            SELECT format('head=%s class=%d', h.name, w.class), w.unit, w.weight
            FROM head h CROSS JOIN head_weight w ON w.head = h.id ORDER BY h.name, w.class, w.unit
            """
        ),
    ]

    static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "null"
        case .int64(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): value.debugDescription
        case .blob(let bytes): "\(bytes.count) bytes \(FNV1a([UInt8](bytes)))"
        }
    }
}
