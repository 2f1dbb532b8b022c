import Analyses
import Images
import Sheets
import Store
import Units

/// Makes tiles of pictures and activation maps.
struct TileRenderer {
    /// A tile and how its region was found.
    struct Tile {
        let tile: SheetTile
        /// nil without a picture.
        let rule: Segmentation.Rule?
        /// The image, where its picture is missing.
        let missing: MissingPicture?
    }

    let kind: TileKind
    /// The side of a tile, in pixels.
    let side: Int
    let regions: UnitRegions
    /// Whether maps stand in for missing pictures, as in an atlas of imported activations.
    let drawsMaps: Bool

    /// The tile of an image.
    ///
    /// - Parameter picture: What the network sees of the image, its shorter side `side` pixels (for `.crop` larger).
    func tile(_ plan: TilePlan, of unit: UnitRecord, picture: Result<Raster, MissingPicture>) throws -> Tile {
        let map = plan.activation.response
        func tile(_ picture: SheetTile.Picture) -> SheetTile {
            SheetTile(picture: picture, caption: plan.caption.text, isOwnClass: plan.isOwnClass)
        }
        switch picture {
        case .failure where drawsMaps:
            let raster = MapTile.raster(map, side: side)
            let region = try regions.segmentation(map, of: unit, width: raster.width, height: raster.height)
            return Tile(tile: tile(.image(raster, mask: region.mask)), rule: region.rule, missing: nil)
        case .failure(let missing):
            return Tile(tile: tile(.missing(reason: missing.reason.rawValue)), rule: nil, missing: missing)
        case .success(let raster):
            let region = try regions.segmentation(map, of: unit, width: raster.width, height: raster.height)
            return Tile(
                tile: tile(self.picture(raster, region.mask, plan.activation, unit)), rule: region.rule, missing: nil)
        }
    }

    private func picture(
        _ raster: Raster, _ mask: Mask, _ activation: TopActivation, _ unit: UnitRecord
    ) -> SheetTile.Picture {
        if kind == .crop { return .plain(TileCrop.enlarged(raster, mask, side: side)) }
        let crop = TileCrop(raster, mask, side: side)
        switch kind {
        case .segment, .crop: return .image(crop.raster, mask: crop.mask)
        case .box:
            guard let box = crop.mask.boundingBox else { return .plain(crop.raster) }
            return .boxed(crop.raster, box)
        case .heat:
            let map = regions.enlarged(activation.response, width: raster.width, height: raster.height)
            return .heat(crop.raster, crop.part(of: map), maximum: unit.response.maximum)
        }
    }
}
