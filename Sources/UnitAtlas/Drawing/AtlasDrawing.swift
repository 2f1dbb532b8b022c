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
    /// The classes of the native head; empty without one.
    public let classes: [ClassRecord]
    public let unitCount: Int

    let reader: AtlasReader
    private let head: Head?
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
    /// - Parameter images: Where the images lie now, when not where they were.
    public init(atlas path: String, images: String? = nil, style: SheetStyle = SheetStyle()) throws {
        reader = try AtlasReader(path: path)
        header = reader.header
        let subject = try StoredSubject(reader.header, path: path)
        configuration = subject.configuration
        preprocessing = subject.preprocessing
        head = try reader.head()
        classes = try reader.classes()
        units = try reader.units()
        unitCount = units.count
        regions = UnitRegions(reader.header, field: subject.configuration.receptiveField)
        self.style = style
        let collection = try ImageCollection(images ?? subject.configuration.images)
        pictures = TilePictures(
            root: collection.root, decoding: subject.configuration.decoding, preprocessing: subject.preprocessing,
            side: style.tile)
        let counts = try reader.counts()
        origin = "\(header.modelName), layer \(header.layer), \(counts.indexed) images"
    }

    /// Images without a picture so far: gone, changed since they were indexed, or no longer readable.
    public var absentImages: [String] {
        absences.withLock { absences in absences.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" } }
    }

    /// The sheet of a class: `rows` units, `columns` images each.
    public func sheet(of record: ClassRecord, rows: Int = 10, columns: Int = 9) throws -> ClassSheet {
        let head = try head ?? reader.nativeHead()
        let activation = try reader.classActivation(record.id)
        let ranked = UnitRanking.units(of: record.id, head: head, meanPooled: activation?.mean)
        let list = try ranked.prefix(rows).map { unit in
            ClassSheet.Row(
                unit: unit.unit, weight: unit.weight, share: unit.share,
                otherClasses: otherClasses(of: unit.unit, than: record.id),
                tiles: try tiles(of: unit.unit, count: columns, own: record.id))
        }
        var basis = "no image of the class is indexed"
        if let activation {
            let kind = activation.basis == .label ? "labelled" : "predicted"
            basis = "\(activation.images) image\(activation.images == 1 ? "" : "s") of the class \(kind)"
        }
        let name = [record.name, record.wnid, "class \(record.id)"].compactMap { $0 }.joined(separator: "  ·  ")
        return ClassSheet(
            title: record.shortName, subtitles: [name, "\(origin); \(basis)", Self.explanation], rows: list,
            style: style)
    }

    /// The sheet of one unit with its `count` best images.
    public func sheet(of unit: UnitID, count: Int = 12) throws -> UnitSheet {
        let record = units[unit.value]
        func number(_ value: Float) -> String { String(format: "%.3g", value) }
        let ranked = head.map { votes(of: unit, head: $0) } ?? []
        func named(_ list: some Sequence<RankedClass>) -> [(name: String, weight: Float)] {
            list.map { (classes[$0.classID.value].shortName, $0.weight) }
        }
        return UnitSheet(
            unit: unit,
            lines: [
                origin,
                String(format: "active in %.1f %% of all cells", record.activeFraction * 100),
                "maximum \(number(record.maximum)), threshold \(number(record.threshold))",
            ],
            classesFor: named(ranked.prefix(5).filter { $0.weight > 0 }),
            classesAgainst: named(ranked.suffix(3).reversed().filter { $0.weight < 0 }),
            tiles: try tiles(of: unit, count: count, own: nil), style: style)
    }

    /// How a picture was made: for a PNG's text chunks.
    public func notes(title: String) -> [(keyword: String, value: String)] {
        [
            ("Title", title), ("Software", "unit-atlas \(Indexer.toolVersion)"), ("Source", origin),
            (
                "Description",
                "\(Self.explanation) Model SHA-256 \(header.modelSHA256). Segmentation: enlarged map through the centres of"
                    + " receptive fields, at or above the unit's threshold (0.5 % of its cells), or"
                    + " \(Segmentation.fraction) of the map's maximum where the threshold is the unit's maximum or not reached."
            ),
        ]
    }

    private static let explanation =
        "Bright: where the unit's activation is in its top 0.5 % (or, for a saturating unit, above half of the image's maximum)."

    private func votes(of unit: UnitID, head: Head) -> [RankedClass] { UnitRanking.classes(of: unit, head: head) }

    /// A unit's statistics.
    func record(of unit: UnitID) -> UnitRecord { units[unit.value] }

    /// The three classes besides `own` that a unit argues for most strongly, by name.
    func otherClasses(of unit: UnitID, than own: ClassID) -> [(name: String, weight: Float)] {
        guard let head else { return [] }
        return votes(of: unit, head: head).filter { $0.classID != own }.prefix(3).map {
            (classes[$0.classID.value].shortName, $0.weight)
        }
    }

    /// A unit's best images.
    func tiles(of unit: UnitID, count: Int, own: ClassID?) throws -> [SheetTile] {
        try reader.topActivations(of: unit).prefix(count).filter { $0.maximum > 0 }.map { top in
            guard let record = try reader.image(top.path) else {
                throw UnitAtlasError.file(path: reader.path, reason: "it lacks the image \(top.path); index it again")
            }
            let (caption, isOwn) = try self.caption(record, own: own)
            return SheetTile(picture: picture(record, top, units[unit.value]), caption: caption, isOwnClass: isOwn)
        }
    }

    private func caption(_ record: ImageRecord, own: ClassID?) throws -> (String, Bool) {
        if let label = record.label { return (classes[label.value].shortName, label == own) }
        guard let likeliest = try reader.predictions(of: record.path).first else { return (record.path, false) }
        return ("\(classes[likeliest.classID.value].shortName)?", likeliest.classID == own)
    }

    private func picture(_ record: ImageRecord, _ top: TopActivation, _ unit: UnitRecord) -> SheetTile.Picture {
        switch pictures.picture(record) {
        case .failure(let absence):
            absences.withLock { $0[record.path] = absence }
            return .absent("\(absence)")
        case .success(let raster):
            let region = regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            return .image(raster, looksAt: region.mask)
        }
    }
}
