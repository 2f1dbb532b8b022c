import Analyses
import Atlases
import Images
import Store
import Synchronization
import Tensors
import Units

extension AtlasDrawing {
    /// The unit's tiles, and where its threshold could not be used for them, a few words about it.
    func tiles(of unit: UnitID, count: Int, own: ClassID?) throws -> (tiles: [SheetTile], remark: String?) {
        var gallery = SheetGallery()
        return try tiles(of: unit, try reader.topActivations(of: unit), count: count, own: own, &gallery)
    }

    /// The same for the images `tops`; where the sheet is to be distinct, of those that `gallery` does not hold yet.
    func tiles(
        of unit: UnitID, _ tops: [TopActivation], count: Int, own: ClassID?, _ gallery: inout SheetGallery
    ) throws -> (tiles: [SheetTile], remark: String?) {
        var tiles: [SheetTile] = []
        var rules: [Segmentation.Rule] = []
        for top in tops where top.maximum > 0 {
            if tiles.count == count { break }
            guard let record = try reader.image(top.path) else {
                throw UnitAtlasError.file(path: reader.path, reason: "it lacks the image \(top.path); index it again")
            }
            let found = pictures.picture(record)
            if options.isDistinct, !gallery.add(top.path, try? found.get()) { continue }
            let (caption, isOwn) = try self.caption(record, own: own)
            let (picture, rule) = try picture(record, found, top, units[unit.value])
            tiles.append(SheetTile(picture: picture, caption: caption, isOwnClass: isOwn))
            if let rule { rules.append(rule) }
        }
        return (tiles, remark(units[unit.value], rules))
    }

    private func remark(_ unit: UnitRecord, _ rules: [Segmentation.Rule]) -> String? {
        let fallen = rules.count { $0 == .fractionOfMaximum }
        guard fallen > 0, options.kind != .heat else { return nil }
        let level = "\(options.kind == .segment ? "bright " : "")from half the maximum"
        guard case .quantile = options.method, !Segmentation.isTelling(unit) else {
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
        case .failure where configuration.imported == true:
            let raster = MapTile.raster(top.map, side: style.tile)
            let region = try regions.segmentation(top.map, of: unit, width: raster.width, height: raster.height)
            return (.image(raster, looksAt: region.mask), region.rule)
        case .failure(let absence):
            absences.withLock { $0[record.path] = absence }
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
