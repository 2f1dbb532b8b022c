package import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Tensors
import Units

/// Explains why an image is assigned to a class: the units that contribute most to the class's score, or are first by another
/// measure, with their shares, their activations in this image and, from an atlas, the images that activate them most.
package struct Explanation: Sendable {
    /// The number of units shown for each class.
    package let count: Int
    /// What the units are ranked by.
    let measure: UnitMeasure
    private let drawing: AtlasDrawing?
    /// The number of images shown for each unit, besides the explained one.
    private static let columns = 7

    /// - Parameter atlas: The atlas; nil for a network alone, with no other images to show.
    package init(
        count: Int, by measure: UnitMeasure = .contribution, atlas: Atlas?, images: String? = nil
    ) throws {
        (self.count, self.measure) = (count, measure)
        drawing = try atlas.map { try AtlasDrawing($0, images: images) }
    }

    /// Draws the sheet of one class of an image; nil if the units' maps are not known.
    func sheet(of entry: ClassMap, in image: ImageMaps, source: String) throws -> ClassSheet? {
        guard let maps = image.unitMaps else { return nil }
        let style = SheetStyle()
        let picture = MapPicture(image.geometry, raster: image.raster, side: style.tile)
        let rows = try entry.contributions.prefix(count).map { unit in
            let own = SheetTile(
                picture: .image(picture.raster, mask: region(of: unit.unit, maps, picture)), caption: "this image",
                isOwnClass: true)
            return ClassSheet.Row(
                unit: unit.unit, weight: unit.weight, value: unit.value(of: measure).map { Float($0) },
                share: unit.share,
                detail: "weight \(NumberFormat.short(unit.weight)) × activation \(NumberFormat.short(unit.pooled))",
                otherClasses: try drawing?.planner.otherClasses(of: unit.unit, than: entry.record.id) ?? [],
                tiles: [own]
                    + (try drawing?.row(of: unit.unit, count: Self.columns, own: entry.record.id).tiles ?? []))
        }
        let shown = rows.reduce(0) { $0 + max(0, $1.share ?? 0) }
        return ClassSheet(
            title: "Why \(entry.record.shortName)?",
            subtitles: [
                URL(fileURLWithPath: image.name).lastPathComponent
                    + ", rank \(entry.rank), \(NumberFormat.percent(Double(entry.probability))), logit"
                    + " \(NumberFormat.short(entry.logit))",
                source,
                "these \(NumberFormat.count(rows.count, "unit"))\(basis) give \(NumberFormat.percent(shown)) of the positive evidence; "
                    + "bright: activation mask (\(SegmentationMethod.standard))",
            ], rows: rows, style: style)
    }

    /// What the units are ranked by, after their number; empty for contributions.
    private var basis: String {
        switch measure {
        case .weight: ", with the largest weights,"
        case .contribution: ""
        case .ablation: ", without which the class loses most of its lead over the best other class,"
        }
    }

    private func region(of unit: UnitID, _ maps: Tensor, _ picture: MapPicture) -> Mask {
        let map = maps.slice(unit.value)
        let plane = Plane(height: map.shape[0], width: map.shape[1], values: map.values)
        let unknown = UnitRecord(unit: unit, mean: 0, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0)
        let segmenter = Segmenter(.standard)
        let found = segmenter.segmentation(
            of: plane, by: picture.enlargement(.receptiveFields), unit: drawing?.planner.units[unit.value] ?? unknown)
        return found?.mask
            ?? Mask(
                width: picture.raster.width, height: picture.raster.height,
                pixels: [Bool](repeating: false, count: picture.raster.width * picture.raster.height))
    }
}
