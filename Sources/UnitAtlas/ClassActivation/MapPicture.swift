import Analyses
import Images
import Tensors
import Units

/// A picture of the visible part of an image, at a size for sheets, with maps and boxes placed on it.
package struct MapPicture {
    package let raster: Raster
    private let geometry: MapGeometry
    private let scale: Double

    /// - Parameter side: The longer side, in pixels.
    package init(_ geometry: MapGeometry, raster: Raster, side: Int) {
        self.geometry = geometry
        let size = geometry.pictureSize(longerSide: side)
        scale = size.scale
        self.raster = geometry.picture(of: raster, width: size.width, height: size.height)
    }

    /// Returns a map at the picture's size: bilinear between evenly spread cell centres.
    package func enlarged(_ map: Plane) -> Plane { enlargement(.even).enlarged(map) }

    /// Returns the enlargement of maps to the picture.
    package func enlargement(_ centers: MapLayout.Centers) -> MapEnlargement {
        geometry.layout.enlargement(width: raster.width, height: raster.height, centers: centers)
    }

    /// Returns a box of the image in the picture.
    package func box(_ box: ObjectBox) -> ObjectBox { geometry.pictureBox(box, scale: scale) }
}
