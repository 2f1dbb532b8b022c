import Analyses
import Images
import Tensors
import Units

/// What the network sees of an image, at a size for sheets, and how maps and boxes get onto it.
struct MapPicture {
    let raster: Raster
    private let view: LocalizationEvaluation.View
    private let scale: Double

    /// - Parameter side: The longer side, in pixels.
    init(view: LocalizationEvaluation.View, raster: Raster, side: Int) {
        self.view = view
        scale = Double(side) / max(view.width, view.height)
        self.raster = raster.resized(
            width: max(1, Int((view.width * scale).rounded())), height: max(1, Int((view.height * scale).rounded())),
            filter: .bilinear,
            box: ResamplingBox(
                x0: max(0, view.x0), y0: max(0, view.y0), x1: min(Double(raster.width), view.x0 + view.width),
                y1: min(Double(raster.height), view.y0 + view.height)))
    }

    /// A map at the picture's size: bilinear between the cells' centres, which are spread evenly.
    func enlarged(_ map: Plane) -> Plane { enlargement(of: map).enlarged(map) }

    /// From a map of this size to the picture.
    func enlargement(of map: Plane) -> MapEnlargement {
        MapEnlargement(
            cellsAcross: map.width, cellsDown: map.height, width: raster.width, height: raster.height)
    }

    /// A box of the image, in the picture.
    func box(_ box: ObjectBox) -> ObjectBox {
        ObjectBox(
            x0: (box.x0 - view.x0) * scale, y0: (box.y0 - view.y0) * scale, x1: (box.x1 - view.x0) * scale,
            y1: (box.y1 - view.y0) * scale)
    }
}
