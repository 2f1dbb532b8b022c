import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Reporting
public import Sheets
import Store
import Synchronization
public import Units

/// Draws the sheets of one atlas.
public final class AtlasDrawing: Sendable {
    /// The classes of the head; empty without one.
    public let classes: [ClassRecord]
    public let unitCount: Int

    let atlas: Atlas
    let head: AtlasHead?
    let units: [UnitRecord]
    /// What detectors detect, as `wheel 0.21`.
    private let names: [UnitID: String]
    let options: SheetOptions
    let pictures: TilePictures
    let regions: UnitRegions
    let style: SheetStyle
    private let origin: String
    private let source: MapSource?
    let absences = Mutex<[ImagePath: TilePictures.Absence]>([:])
    let lackingTiles = Mutex(0)

    /// - Parameters:
    ///   - atlas: The atlas.
    ///   - images: Where the images lie now, when not where they were.
    ///   - model: Where the network lies now, when not where it was; needed for `options.isFromClass` alone.
    ///   - headName: A head of the atlas; nil is the network's own, where there is one.
    public init(
        _ atlas: Atlas, images: String? = nil, model: String? = nil, head headName: String? = nil,
        options: SheetOptions = SheetOptions(), style: SheetStyle = SheetStyle()
    ) throws {
        var style = style
        style.tile = options.tileSize
        self.options = options
        self.atlas = atlas
        head = try atlas.headIfAny(headName)
        classes = head?.classes ?? []
        units = try atlas.units
        names = try atlas.reader.detectorNames()
        unitCount = units.count
        regions = UnitRegions(
            atlas.header, segmenter: try Segmenter(options.method, atlas))
        self.style = style
        source = options.isFromClass ? try MapSource(atlas, model: model, images: images) : nil
        pictures = TilePictures(
            root: try atlas.pictureFolder(images), decoding: atlas.settings.decoding,
            preprocessing: atlas.header.preprocessing,
            side: options.kind == .crop ? TilePictures.cropScale * style.tile : style.tile)
        origin = try atlas.origin + (atlas.isComplete ? "" : " (indexing not finished)")
    }

    /// `, head mine`; empty for the network's own.
    private var headText: String { trainedHead.map { ", head \($0)" } ?? "" }

    /// The name of the head, where it is not the network's own.
    var trainedHead: String? { head?.trainedName }

    /// Images without a picture so far: gone, changed since they were indexed, or no longer readable.
    public var absentImages: [String] {
        absences.withLock { absences in absences.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" } }
    }

    /// Tiles that sheets lack so far, and why; nil where they have as many as they were asked for, or as there are images
    /// that excite the units.
    public var lack: String? {
        let count = lackingTiles.withLock { $0 }
        guard count > 0 else { return nil }
        let subject = count == 1 ? "1 tile lacks" : "\(count) tiles lack"
        let remedy = "index with a larger --top, or ask for fewer --columns"
        let limit = "\(atlas.settings.top) images of each unit"
        if !options.isDistinct { return "\(subject): the atlas keeps \(limit); \(remedy)" }
        let rest = "is shown in another row, or looks like one that is"
        if options.isFromClass { return "\(subject): what is left of the class's images \(rest)" }
        return "\(subject): the atlas keeps \(limit), and what is left of them \(rest); \(remedy)"
    }

    /// The sheet of a class.
    /// - Parameter threads: That make its tiles.
    public func sheet(of record: ClassRecord, threads: Int = 1) throws -> ClassSheet {
        guard !units.isEmpty else { throw UnitAtlasError.request(UnitSelection.noUnits) }
        let head = try head ?? atlas.head()
        let activation = try head.activation(of: record.id)
        let ranked = try ranking(of: record, head, activation).prefix(options.rows)
        let columns = options.columns ?? 9
        var own: ClassImages?
        if let source {
            let images = try images(of: record, head)
            if images.isEmpty { throw UnitAtlasError.request(Self.noImages(of: record)) }
            own = try ClassImages(
                images,
                units: ranked.map(\.unit), count: options.isDistinct ? 4 * columns : columns, atlas: atlas,
                source: source)
        }
        let tops = try chosen(
            try ranked.map { try own?.best(of: $0.unit) ?? atlas.topActivations(of: $0.unit) }, count: columns,
            threads: threads)
        try style.check(rows: tops.count, columns: tops.map(\.count).max() ?? 0)
        let pictured = try tiles(of: ranked.map(\.unit), tops, own: record.id, threads: threads)
        let list = try zip(ranked, pictured).map { unit, row in
            ClassSheet.Row(
                unit: unit.unit, name: names[unit.unit], weight: unit.weight,
                share: unit.weight > 0 ? unit.share : nil, remark: row.remark,
                heading: try head.weights(of: record.id)[unit.unit.value] > 0 ? "also argues for" : "argues for",
                otherClasses: try otherClasses(of: unit.unit, than: record.id), tiles: row.tiles)
        }
        var basis = "no image of the class is indexed"
        if let activation {
            let kind = activation.basis == .label ? "labelled" : "predicted"
            basis = "\(activation.images) image\(activation.images == 1 ? "" : "s") of the class \(kind)"
        }
        // The title is the first synonym.
        let name = record.name == record.shortName ? nil : record.name
        let identity = [name, record.wnid, "class \(record.id)"].compactMap { $0 }.joined(separator: "  ·  ")
        var subtitles = [identity, "\(origin)\(headText); \(basis)", explanation]
        if own != nil { subtitles.append("Images of the class alone.") }
        switch options.order {
        case .strongest: break
        case .against where (list.first?.weight ?? -1) >= 0:
            subtitles.append(
                "No unit argues against \(record.shortName): these have the smallest of its weights, all 0 or more.")
        case .against:
            subtitles.append(
                "These units argue against \(record.shortName): their weights for it are the most negative.")
        case .versus(let other):
            subtitles.append("Numbers: the weight for \(record.shortName) less that for \(other.shortName).")
        }
        if let sentence = head.form.sentenceWhereNotLinear, list.contains(where: { $0.share != nil }) {
            subtitles.append("Shares: \(sentence).")
        }
        if pictured.contains(where: { $0.tiles.contains { $0.caption.hasSuffix("?") } }) {
            subtitles.append("Names with a question mark are what the network sees in images without a label.")
        }
        return ClassSheet(title: title(record), subtitles: subtitles, rows: list, style: style)
    }

    private func images(of record: ClassRecord, _ head: AtlasHead) throws -> [ImageRecord] {
        try atlas.images.filter { $0.status == .indexed && head.label(of: $0) == record.id }
    }

    private static func noImages(of record: ClassRecord) -> String {
        "No indexed image is labelled “\(record.shortName)”: leave out --from-class, or index some."
    }

    /// Of `classes` those that a sheet can be drawn of, and what is to be said of the others: with `options.isFromClass`
    /// classes need images of their own.
    ///
    /// - Parameter skips: Whether others are left out; else the first is an error.
    public func drawable(
        _ classes: [ClassRecord], skips: Bool
    ) throws -> (classes: [ClassRecord], remark: String?) {
        guard options.isFromClass, let head else { return (classes, nil) }
        let labels = Set(try atlas.images.filter { $0.status == .indexed }.compactMap { head.label(of: $0) })
        let without = classes.filter { !labels.contains($0.id) }
        guard let first = without.first else { return (classes, nil) }
        guard skips, without.count < classes.count else { throw UnitAtlasError.request(Self.noImages(of: first)) }
        return (
            classes.filter { labels.contains($0.id) },
            "left out: \(NumberFormat.count(without.count, "class")) without a labelled image, the first"
                + " \(first.shortName)"
        )
    }

    private func title(_ record: ClassRecord) -> String {
        switch options.order {
        case .strongest: record.shortName
        case .against: "against \(record.shortName)"
        case .versus(let other): "\(record.shortName) rather than \(other.shortName)"
        }
    }

    private func ranking(
        of record: ClassRecord, _ head: AtlasHead, _ activation: ClassActivation?
    ) throws -> [RankedUnit] {
        let weights = try head.weights(of: record.id)
        switch options.order {
        case .strongest: return UnitRanking.units(by: weights, meanPooled: activation?.mean)
        case .against: return UnitRanking.units(by: weights, meanPooled: activation?.mean).reversed()
        case .versus(let other): return UnitRanking.units(by: zip(weights, try head.weights(of: other.id)).map(-))
        }
    }

    /// The sheet of one unit with its best images.
    /// - Parameter threads: That make its tiles.
    public func sheet(of unit: UnitID, threads: Int = 1) throws -> UnitSheet {
        let record = units[unit.value]
        let ranked = try votes(of: unit)
        func named(_ list: some Sequence<RankedClass>) -> [(name: String, weight: Float)] {
            list.map { (classes[$0.classID.value].shortName, $0.weight) }
        }
        let tops = try chosen([try atlas.topActivations(of: unit)], count: options.columns ?? 12, threads: threads)[0]
        try style.check(rows: (tops.count + UnitSheet.columns - 1) / UnitSheet.columns, columns: UnitSheet.columns)
        let (tiles, remark) = try tiles(of: [unit], [tops], own: nil, threads: threads)[0]
        return UnitSheet(
            unit: unit, name: names[unit], subtitles: [origin + headText, explanation],
            lines: [
                "active in \(NumberFormat.percent(record.activeFraction)) of all cells",
                "maximum \(NumberFormat.short(record.maximum)), threshold \(NumberFormat.short(record.threshold))",
            ] + (remark.map { [$0] } ?? []),
            classesFor: named(ranked.prefix(5).filter { $0.weight > 0 }),
            classesAgainst: named(ranked.suffix(3).reversed().filter { $0.weight < 0 }),
            tiles: tiles, style: style)
    }

    /// How a picture was made: for a PNG's text chunks.
    public func notes(title: String) -> [(keyword: String, value: String)] {
        PictureNotes.list(
            title: title, source: origin + headText,
            description:
                "\(explanation) Model SHA-256 \(atlas.header.modelSHA256). Segmentation `\(options.method.name)`"
                + " \(options.method.configuration), maps enlarged through the centres of receptive fields; where the"
                + " level is the unit's maximum or is not reached, \(Segmentation.fraction) of the map's maximum.")
    }

    private var explanation: String {
        let region =
            options.method.place
            + (options.method.usesLevel
                ? "; where that says nothing, at or above half of its maximum in the image." : ".")
        return switch options.kind {
        case .segment: "Bright: \(region)"
        case .crop: "Cut out around \(region)"
        case .box: "Boxes: around \(region)"
        case .heat: "Colours: the unit's activation, from 0 to its largest in all images."
        }
    }

    /// All classes by the unit's weights; none without a head.
    private func votes(of unit: UnitID) throws -> [RankedClass] {
        try head.map { UnitRanking.classes(by: try $0.weights(of: unit)) } ?? []
    }

    /// A unit's statistics.
    func record(of unit: UnitID) -> UnitRecord { units[unit.value] }

    /// The three classes besides `own` that a unit argues for most strongly, by name.
    func otherClasses(of unit: UnitID, than own: ClassID) throws -> [(name: String, weight: Float)] {
        try votes(of: unit).filter { $0.classID != own && $0.weight > 0 }.prefix(3).map {
            (classes[$0.classID.value].shortName, $0.weight)
        }
    }
}
