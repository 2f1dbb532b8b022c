import Analyses
import Images
import Sheets
import Store
import Synchronization
import Tensors
import Units
import Workers

extension AtlasDrawing {
    /// The unit's best tiles of all images, and where its threshold could not be used for them, a few words about it.
    func tiles(of unit: UnitID, count: Int, own: ClassID?) throws -> (tiles: [SheetTile], remark: String?) {
        let tops = try chosen([try atlas.topActivations(of: unit)], count: count)
        return try tiles(of: [unit], tops, own: own)[0]
    }

    /// The same for several units and their images `tops`.
    func tiles(
        of rows: [UnitID], _ tops: [[TopActivation]], own: ClassID?, threads: Int = 1
    ) throws -> [(tiles: [SheetTile], remark: String?)] {
        let pieces = zip(rows, tops).flatMap { unit, tops in tops.map { (unit: unit, top: $0) } }
        var made = try pieces.concurrentMap(threads: threads) { try tile($0.top, of: $0.unit, own: own) }[...]
        return zip(rows, tops).map { unit, tops in
            let row = made.prefix(tops.count)
            made = made.dropFirst(tops.count)
            return (row.map(\.tile), remark(units[unit.value], row.compactMap(\.rule)))
        }
    }

    private func tile(
        _ top: TopActivation, of unit: UnitID, own: ClassID?
    ) throws -> (tile: SheetTile, rule: Segmentation.Rule?) {
        let record = try image(top)
        let (caption, isOwn) = try self.caption(record, own: own)
        let (picture, rule) = try picture(record, pictures.picture(record), top, units[unit.value])
        return (SheetTile(picture: picture, caption: caption, isOwnClass: isOwn), rule)
    }

    /// Of each row's images, best first, those that the sheet shows, `count` at most; what lacks is counted.
    func chosen(_ rows: [[TopActivation]], count: Int, threads: Int = 1) throws -> [[TopActivation]] {
        let rows = rows.map { $0.filter { $0.maximum > 0 } }
        guard options.isDistinct else {
            // Where the atlas kept as many images as it keeps, there may be more.
            let isShort = rows.map { $0.count < count && $0.count == atlas.settings.top }
            lackingTiles.withLock { $0 += zip(rows, isShort).reduce(0) { $0 + ($1.1 ? count - $1.0.count : 0) } }
            return rows.map { Array($0.prefix(count)) }
        }
        let candidates = try rows.concurrentMap(threads: threads) { row in
            try row.map { top in
                let picture = pictures.picture(try image(top))
                return DistinctImages.Candidate(path: top.path, hash: (try? picture.get()).map(PictureHash.init))
            }
        }
        let chosen = zip(rows, DistinctImages.chosen(candidates, count: count)).map { row, places in
            places.map { row[$0] }
        }
        lackingTiles.withLock {
            for (row, own) in zip(rows, chosen) { $0 += min(count, row.count) - own.count }
        }
        return chosen
    }

    private func image(_ top: TopActivation) throws -> ImageRecord {
        guard let record = try atlas.image(top.path) else {
            throw UnitAtlasError.file(path: atlas.path, reason: "it lacks the image \(top.path); index it again")
        }
        return record
    }

    private func remark(_ unit: UnitRecord, _ rules: [Segmentation.Rule]) -> String? {
        let fallen = rules.count { $0 == .fractionOfMaximum }
        guard fallen > 0, options.kind != .heat else { return nil }
        let level = "\(options.kind == .segment ? "bright " : "")from half the maximum"
        guard case .quantile = options.method, !Segmentation.isInformative(unit) else {
            return "\(fallen) of \(rules.count) images \(level)"
        }
        return unit.threshold > 0 ? "saturates; \(level)" : "hardly ever active; \(level)"
    }

    private func caption(_ record: ImageRecord, own: ClassID?) throws -> (String, Bool) {
        guard let head else { return (record.path, false) }
        if let label = head.label(of: record) { return (classes[label.value].shortName, label == own) }
        guard let likeliest = try head.predictions(of: record.path).first else { return (record.path, false) }
        return ("\(classes[likeliest.classID.value].shortName)?", likeliest.classID == own)
    }

    private func picture(
        _ record: ImageRecord, _ found: Result<Raster, TilePictures.Absence>, _ top: TopActivation, _ unit: UnitRecord
    ) throws -> (SheetTile.Picture, Segmentation.Rule?) {
        switch found {
        case .failure where atlas.settings.isImported:
            let raster = MapTile.raster(top.map, side: style.tile)
            let region = try regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            return (.image(raster, looksAt: region.mask), region.rule)
        case .failure(let absence):
            absences.withLock { $0[path: record.path] = absence }
            return (.absent("\(absence)"), nil)
        case .success(let raster):
            let region = try regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            return (picture(raster, region, top, unit), region.rule)
        }
    }

    private func picture(
        _ raster: Raster, _ region: Segmentation, _ top: TopActivation, _ unit: UnitRecord
    ) -> SheetTile.Picture {
        if options.kind == .crop { return .plain(TileCrop.enlarged(raster, region.mask, side: style.tile)) }
        let crop = TileCrop(raster, region.mask, side: style.tile)
        switch options.kind {
        case .segment, .crop: return .image(crop.raster, looksAt: crop.mask)
        case .box:
            guard let box = crop.mask.boundingBox else { return .plain(crop.raster) }
            return .boxed(crop.raster, box)
        case .heat:
            let map = regions.enlarged(top.map, width: raster.width, height: raster.height)
            return .heat(crop.raster, crop.part(of: map), maximum: unit.maximum)
        }
    }
}
