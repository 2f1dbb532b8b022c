import Analyses
import Images
import Inference
import Reporting
package import Sheets
import Store
package import Units
import Workers

/// Draws the sheets of one atlas.
///
/// A sheet is made in three steps: ``SheetPlanner`` chooses its units and images, ``TileRenderer`` makes the tiles from
/// pictures and maps, and ``SheetCaption`` writes the texts.
package final class AtlasDrawing: Sendable {
    /// A sheet that is ready to be drawn, and what it could not show.
    package struct PreparedSheet<Sheet: Sendable>: Sendable {
        package let sheet: Sheet
        package let gaps: SheetGaps
    }

    /// The tiles of a unit, and what could not be shown.
    struct Row {
        let tiles: [SheetTile]
        /// A few words about how the tiles were made, where that is not the same as for all units.
        let remark: String?
        let missing: [MissingPicture]
    }

    /// The classes of the head; empty without one.
    package let classes: [ClassRecord]
    package let unitCount: Int

    package let options: SheetOptions
    package let pictures: TilePictures
    package let regions: UnitRegions
    let style: SheetStyle
    let planner: SheetPlanner
    let caption: SheetCaption
    private let renderer: TileRenderer
    /// The atlas's file.
    package var path: String { planner.atlas.path }
    /// What units detect, as `wheel 0.21`.
    let names: [UnitID: String]

    /// Prepares drawing.
    ///
    /// - Parameters:
    ///   - atlas: The atlas.
    ///   - images: The image folder, if it moved since indexing.
    ///   - model: The network, if it moved since indexing. It is read only if sheets show images that the atlas keeps no maps of.
    ///   - headName: A head of the atlas; nil is the network's own, if there is one.
    package init(
        _ atlas: Atlas, images: String? = nil, model: String? = nil, head headName: String? = nil,
        options: SheetOptions = SheetOptions(), style: SheetStyle = SheetStyle()
    ) throws {
        var style = style
        style.tile = options.tileSize
        (self.options, self.style) = (options, style)
        let (header, settings) = (atlas.header, atlas.settings)
        let head = try atlas.headIfAny(headName)
        let units = try atlas.units
        (classes, unitCount) = (head?.classes ?? [], units.count)
        names = try atlas.reader.detectorNames()
        regions = UnitRegions(header, segmenter: try Segmenter(options.method, atlas))
        pictures = TilePictures(
            root: try atlas.pictureFolder(images), decoding: settings.decoding, preprocessing: header.preprocessing,
            side: options.kind == .crop ? TilePictures.cropScale * style.tile : style.tile)
        planner = SheetPlanner(
            atlas: atlas, head: head, units: units, options: options, kept: settings.top, pictures: pictures,
            source: options.needsNetwork
                ? try MapSource(atlas, model: model, images: images, head: head?.trainedName) : nil)
        renderer = TileRenderer(
            kind: options.kind, side: style.tile, regions: regions, drawsMaps: settings.isImported)
        caption = SheetCaption(
            source: SheetSource(
                modelName: header.modelName, modelSHA256: header.modelSHA256, layer: header.layer,
                images: try atlas.counts.indexed, isComplete: atlas.isComplete, head: head?.trainedName,
                clip: units.clip),
            options: options)
    }

    /// Prepares the sheet of a class.
    ///
    /// - Parameter threads: The threads that make its tiles.
    /// - Throws: `DrawingError`, `SheetError.tooLarge`.
    package func sheet(of record: ClassRecord, threads: Int = 1) throws -> PreparedSheet<ClassSheet> {
        let plan = try planner.plan(of: record, threads: threads)
        try style.check(rows: plan.rows.count, columns: plan.rows.map(\.tiles.count).max() ?? 0)
        let rows = try rendered(plan.rows, threads: threads)
        let list = plan.ranked.indices.map { index in
            let unit = plan.ranked[index]
            return ClassSheet.Row(
                unit: unit.unit, name: names[unit.unit], weight: unit.weight, value: caption.value(of: unit),
                share: SheetCaption.share(of: unit), detail: caption.detail(plan, row: index),
                remark: rows[index].remark, heading: SheetCaption.heading(arguesForClass: plan.weights[index] > 0),
                otherClasses: plan.otherClasses[index], tiles: rows[index].tiles)
        }
        return PreparedSheet(
            sheet: ClassSheet(
                title: caption.title(of: record), subtitles: caption.subtitles(plan), rows: list,
                colorBar: caption.colorBar(of: nil), style: style),
            gaps: SheetGaps(
                tiles: plan.missing, pictures: rows.flatMap(\.missing), evidence: plan.evidence.map { (record, $0) }))
    }

    /// Prepares the sheet of a unit.
    ///
    /// - Parameter threads: The threads that make its tiles.
    /// - Throws: `DrawingError`, `SheetError.tooLarge`.
    package func sheet(of unit: UnitID, threads: Int = 1) throws -> PreparedSheet<UnitSheet> {
        let plan =
            if case .contributing(let record) = options.unitImages {
                try planner.plan(of: unit, contributingTo: record, threads: threads)
            } else {
                try planner.plan(of: unit, threads: threads)
            }
        let rows = (plan.row.tiles.count + UnitSheet.columns - 1) / UnitSheet.columns
        try style.check(rows: rows, columns: UnitSheet.columns)
        let row = try rendered([plan.row], threads: threads)[0]
        return PreparedSheet(
            sheet: UnitSheet(
                unit: unit, name: names[unit], subtitles: caption.subtitles(plan),
                lines: caption.lines(plan.row.unit, remark: row.remark), classesFor: plan.classesFor,
                classesAgainst: plan.classesAgainst, tiles: row.tiles, colorBar: caption.colorBar(of: plan.row.unit),
                style: style),
            gaps: SheetGaps(tiles: plan.missing, pictures: row.missing))
    }

    /// Prepares the sheet of a unit's whole range, in `bins` parts.
    ///
    /// - Parameter threads: The threads that make its tiles.
    /// - Throws: `DrawingError`, `SheetError.tooLarge`.
    package func rangeSheet(of unit: UnitID, bins: Int, threads: Int = 1) throws -> PreparedSheet<UnitRangeSheet> {
        let plan = try planner.plan(of: unit, bins: bins)
        try style.check(rows: plan.rows.count, columns: plan.rows.map(\.tiles.count).max() ?? 0)
        let rows = try rendered(plan.rows, threads: threads)
        let list = zip(plan.bins, rows).map { bin, row in
            UnitRangeSheet.Row(
                range: bin.range, images: bin.members.count,
                share: Double(bin.members.count) / Double(max(1, plan.images)), remark: row.remark, tiles: row.tiles)
        }
        return PreparedSheet(
            sheet: UnitRangeSheet(
                unit: unit, name: names[unit], subtitles: caption.subtitles(plan, bins: bins), rows: list,
                colorBar: caption.colorBar(of: planner.units[unit.value]), style: style),
            gaps: SheetGaps(tiles: nil, pictures: rows.flatMap(\.missing)))
    }

    /// Classes whose sheets can be drawn, and classes that cannot, because they have none of the images that the options need.
    package func divided(
        _ classes: [ClassRecord]
    ) throws -> (drawable: [ClassRecord], withoutImages: [ClassRecord]) {
        try planner.divided(classes)
    }

    /// The error for a class that has none of the images that the options need.
    package func withoutImages(_ record: ClassRecord) -> any Error {
        if options.isFromClass { return DrawingError.classWithoutImages(record) }
        return UnitAtlasError.atlas(path: path, .unrankedClass(name: record.name, measure: options.measure))
    }

    /// The unit's best images as tiles.
    func row(of unit: UnitID, count: Int, own: ClassID?) throws -> Row {
        try rendered([try planner.row(of: unit, count: count, own: own)], threads: 1)[0]
    }

    /// One image of a unit as a tile.
    package func tile(_ activation: TopActivation, of unit: UnitID) throws -> SheetTile? {
        try rendered([try planner.row(unit, [activation], own: nil)], threads: 1)[0].tiles.first
    }

    /// How a picture was made, for the text chunks of its file.
    package func notes(title: String, _ parameters: PictureParameters) -> [(keyword: String, value: String)] {
        PictureNotes(
            title: title, source: caption.source.text, description: caption.description, parameters: parameters.text
        ).chunks
    }

    private func rendered(_ rows: [RowPlan], threads: Int) throws -> [Row] {
        let pieces = rows.flatMap { row in row.tiles.map { (unit: row.unit, tile: $0) } }
        var made = try pieces.concurrentMap(threads: threads) { piece in
            try renderer.tile(piece.tile, of: piece.unit, picture: pictures.picture(piece.tile.image))
        }[...]
        return rows.map { row in
            let own = made.prefix(row.tiles.count)
            made = made.dropFirst(row.tiles.count)
            return Row(
                tiles: own.map(\.tile), remark: caption.remark(row.unit, own.compactMap(\.rule)),
                missing: own.compactMap(\.missing))
        }
    }
}
