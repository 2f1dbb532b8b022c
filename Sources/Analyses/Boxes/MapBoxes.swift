public import Tensors
public import Units

/// A rule for computing bounding boxes from a class activation map, with its threshold.
public struct MapBoxes: Sendable, Equatable {
    /// How boxes are made from maps.
    public var rule: LocalizationProtocol
    /// The fraction of the map's maximum (`paper`) or τ (`wsol`). `release` has fixed levels and ignores it.
    public var threshold: Float

    /// How maps become boxes.
    public init(rule: LocalizationProtocol = .paper, threshold: Float = PaperBoxes.threshold) {
        self.rule = rule
        self.threshold = threshold
    }

    /// Returns the boxes of a map in image coordinates: at most one, except that `release` gives all of its boxes, the loose
    /// one first.
    public func boxes(of map: Plane, in geometry: MapGeometry) -> [ObjectBox] {
        var map = EnlargedMap(map, geometry)
        return boxes(of: &map)
    }

    func boxes(of map: inout EnlargedMap) -> [ObjectBox] {
        switch rule {
        case .paper: return PaperBoxes.box(map.bilinear, threshold: threshold).map { [map.imageBox($0)] } ?? []
        case .release:
            let heat = ReleaseBoxes.heatMap(map.bilinear)
            return ReleaseBoxes.boxes(heat, width: map.bilinear.width, height: map.bilinear.height)
                .map { map.imageBox($0) }
        case .wsol: return [map.imageBox(wsol: map.wsol[WSOLBoxes.place(of: threshold)].largest)]
        }
    }
}

/// A map on an image, enlarged in the way that each rule needs, once at most.
struct EnlargedMap {
    let map: Plane
    let geometry: MapGeometry

    init(_ map: Plane, _ geometry: MapGeometry) {
        self.map = map
        self.geometry = geometry
    }

    /// At the size of the visible part of the image.
    lazy var bilinear = geometry.enlarged(map)
    /// The boxes of each τ, in 224×224 pixels.
    lazy var wsol = WSOLBoxes.boxes(WSOLBoxes.scores(map))

    /// Returns a box of ``bilinear``'s pixels in image coordinates.
    func imageBox(_ box: BoundingBox) -> ObjectBox {
        geometry.imageBox(box, pictureWidth: geometry.pixelsAcross, height: geometry.pixelsDown)
    }

    /// Returns a box of ``wsol`` in image coordinates.
    func imageBox(wsol box: BoundingBox) -> ObjectBox {
        geometry.imageBox(box, pictureWidth: WSOLBoxes.side, height: WSOLBoxes.side)
    }
}
