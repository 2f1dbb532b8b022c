public import Tensors
public import Units

/// The boxes of one map by a protocol, in pixels of the image.
public enum MapBoxes {
    /// - Parameter threshold: Of the map's maximum (paper) or τ (wsol); the release has its own levels.
    /// - Returns: One box, or none; of the release all, the loose one first.
    public static func boxes(
        of map: Plane, in view: LocalizationEvaluation.View, rule: LocalizationProtocol, threshold: Float
    ) -> [ObjectBox] {
        switch rule {
        case .paper:
            return PaperBoxes.box(view.bilinear.enlarged(map), threshold: threshold).map { [view.inImage($0)] } ?? []
        case .release:
            let heat = ReleaseBoxes.heatMap(view.bilinear.enlarged(map))
            return ReleaseBoxes.boxes(heat, width: view.pixelsAcross, height: view.pixelsDown).map { view.inImage($0) }
        case .wsol:
            let boxes = WSOLBoxes.boxes(WSOLBoxes.normalized(view.bicubic.enlarged(map)))
            return [view.inImage(wsol: boxes[WSOLBoxes.place(of: threshold)].largest)]
        }
    }
}
