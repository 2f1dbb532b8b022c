import Analyses
public import Atlases
import Foundation
import Images
import Inference
import Store
import Synchronization
public import Units

/// Draws the sheets of one atlas.
public final class AtlasDrawing: Sendable {
    /// The classes of the head; empty without one.
    public let classes: [ClassRecord]
    public let unitCount: Int

    let reader: AtlasReader
    private let head: AtlasHead?
    private let units: [UnitRecord]
    private let header: AtlasHeader
    private let configuration: IndexConfiguration
    private let preprocessing: Preprocessing
    private let pictures: TilePictures
    private let regions: UnitRegions
    private let style: SheetStyle
    private let origin: String
    private let absences = Mutex<[String: TilePictures.Absence]>([:])

    /// Opens the atlas at `path`.
    ///
    /// - Parameters:
    ///   - images: Where the images lie now, when not where they were.
    ///   - headName: A head of the atlas; nil is the network's own, where there is one.
    public init(
        atlas path: String, images: String? = nil, head headName: String? = nil, style: SheetStyle = SheetStyle()
    ) throws {
        reader = try AtlasReader(path: path)
        header = reader.header
        let subject = try StoredSubject(reader.header, path: path)
        configuration = subject.configuration
        preprocessing = subject.preprocessing
        let hasHead = try headName != nil || reader.head() != nil
        head = hasHead ? try AtlasHead(reader, named: headName) : nil
        classes = head?.classes ?? []
        units = try reader.units()
        unitCount = units.count
        regions = UnitRegions(reader.header, field: subject.configuration.receptiveField)
        self.style = style
        let collection = try ImageCollection(images ?? subject.configuration.images)
        pictures = TilePictures(
            root: collection.root, decoding: subject.configuration.decoding, preprocessing: subject.preprocessing,
            side: style.tile)
        let counts = try reader.counts()
        origin =
            "\(header.modelName), layer \(header.layer), \(counts.indexed) images"
            + (reader.isComplete ? "" : " (indexing not finished)")
    }

    /// Images without a picture so far: gone, changed since they were indexed, or no longer readable.
    public var absentImages: [String] {
        absences.withLock { absences in absences.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" } }
    }

    /// The sheet of a class: `rows` units, `columns` images each.
    public func sheet(of record: ClassRecord, rows: Int = 10, columns: Int = 9) throws -> ClassSheet {
        let head = try head ?? AtlasHead(reader)
        let activation = try head.activation(of: record.id)
        let ranked = UnitRanking.units(of: record.id, head: head.head, meanPooled: activation?.mean)
        let list = try ranked.prefix(rows).map { unit in
            let (tiles, remark) = try tiles(of: unit.unit, count: columns, own: record.id)
            return ClassSheet.Row(
                unit: unit.unit, weight: unit.weight, share: unit.share, remark: remark,
                otherClasses: otherClasses(of: unit.unit, than: record.id), tiles: tiles)
        }
        var basis = "no image of the class is indexed"
        if let activation {
            let kind = activation.basis == .label ? "labelled" : "predicted"
            basis = "\(activation.images) image\(activation.images == 1 ? "" : "s") of the class \(kind)"
        }
        // The title is the first synonym.
        let name = record.name == record.shortName ? nil : record.name
        let identity = [name, record.wnid, "class \(record.id)"].compactMap { $0 }.joined(separator: "  ·  ")
        let source = head.isNative ? origin : "\(origin), head \(head.name)"
        var subtitles = [identity, "\(source); \(basis)", Self.explanation]
        if let sentence = head.head.form.sentenceWhereNotLinear { subtitles.append("Shares: \(sentence).") }
        return ClassSheet(title: record.shortName, subtitles: subtitles, rows: list, style: style)
    }

    /// The sheet of one unit with its `count` best images.
    public func sheet(of unit: UnitID, count: Int = 12) throws -> UnitSheet {
        let record = units[unit.value]
        func number(_ value: Float) -> String { String(format: "%.3g", value) }
        let ranked = head.map { votes(of: unit, head: $0.head) } ?? []
        func named(_ list: some Sequence<RankedClass>) -> [(name: String, weight: Float)] {
            list.map { (classes[$0.classID.value].shortName, $0.weight) }
        }
        let (tiles, remark) = try tiles(of: unit, count: count, own: nil)
        return UnitSheet(
            unit: unit, subtitles: [origin, Self.explanation],
            lines: [
                String(format: "active in %.1f %% of all cells", record.activeFraction * 100),
                "maximum \(number(record.maximum)), threshold \(number(record.threshold))",
            ] + (remark.map { [$0] } ?? []),
            classesFor: named(ranked.prefix(5).filter { $0.weight > 0 }),
            classesAgainst: named(ranked.suffix(3).reversed().filter { $0.weight < 0 }),
            tiles: tiles, style: style)
    }

    /// How a picture was made: for a PNG's text chunks.
    public func notes(title: String) -> [(keyword: String, value: String)] {
        [
            ("Title", title), ("Software", "unit-atlas \(Indexer.toolVersion)"),
            ("Source", origin + (head.map { $0.isNative ? "" : ", head \($0.name)" } ?? "")),
            (
                "Description",
                "\(Self.explanation) Model SHA-256 \(header.modelSHA256). Segmentation: enlarged map through the centres of"
                    + " receptive fields, at or above the unit's threshold (0.5 % of its cells), or"
                    + " \(Segmentation.fraction) of the map's maximum where the threshold is the unit's maximum or not reached."
            ),
        ]
    }

    private static let explanation =
        "Bright: where the unit's activation is in its top 0.5 %; where that says nothing, at least half of its maximum in"
        + " the image."

    private func votes(of unit: UnitID, head: Head) -> [RankedClass] { UnitRanking.classes(of: unit, head: head) }

    /// A unit's statistics.
    func record(of unit: UnitID) -> UnitRecord { units[unit.value] }

    /// The three classes besides `own` that a unit argues for most strongly, by name.
    func otherClasses(of unit: UnitID, than own: ClassID) -> [(name: String, weight: Float)] {
        guard let head else { return [] }
        return votes(of: unit, head: head.head).filter { $0.classID != own && $0.weight > 0 }.prefix(3).map {
            (classes[$0.classID.value].shortName, $0.weight)
        }
    }

    /// The unit's tiles, and where its threshold could not be used for them, a few words about it.
    func tiles(of unit: UnitID, count: Int, own: ClassID?) throws -> (tiles: [SheetTile], remark: String?) {
        var tiles: [SheetTile] = []
        var rules: [Segmentation.Rule] = []
        for top in try reader.topActivations(of: unit).prefix(count) where top.maximum > 0 {
            guard let record = try reader.image(top.path) else {
                throw UnitAtlasError.file(path: reader.path, reason: "it lacks the image \(top.path); index it again")
            }
            let (caption, isOwn) = try self.caption(record, own: own)
            let (picture, rule) = try picture(record, top, units[unit.value])
            tiles.append(SheetTile(picture: picture, caption: caption, isOwnClass: isOwn))
            if let rule { rules.append(rule) }
        }
        return (tiles, Self.remark(units[unit.value], rules))
    }

    private static func remark(_ unit: UnitRecord, _ rules: [Segmentation.Rule]) -> String? {
        let fallen = rules.count { $0 == .fractionOfMaximum }
        guard fallen > 0 else { return nil }
        let level = "bright from half the maximum"
        if Segmentation.isTelling(unit) { return "\(fallen) of \(rules.count) images \(level)" }
        return unit.threshold > 0 ? "saturates; \(level)" : "hardly ever active; \(level)"
    }

    private func caption(_ record: ImageRecord, own: ClassID?) throws -> (String, Bool) {
        guard let head else { return (record.path, false) }
        if let label = head.label(of: record) { return (classes[label.value].shortName, label == own) }
        guard let likeliest = try head.predictions(of: record.path).first else { return (record.path, false) }
        return ("\(classes[likeliest.classID.value].shortName)?", likeliest.classID == own)
    }

    private func picture(
        _ record: ImageRecord, _ top: TopActivation, _ unit: UnitRecord
    ) throws -> (SheetTile.Picture, Segmentation.Rule?) {
        switch pictures.picture(record) {
        case .failure where configuration.imported == true:
            let raster = MapTile.raster(top.map, side: style.tile)
            let region = try regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            return (.image(raster, looksAt: region.mask), region.rule)
        case .failure(let absence):
            absences.withLock { $0[record.path] = absence }
            return (.absent("\(absence)"), nil)
        case .success(let raster):
            let region = try regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            let crop = TileCrop(raster, region.mask, side: style.tile)
            return (.image(crop.raster, looksAt: crop.mask), region.rule)
        }
    }
}
