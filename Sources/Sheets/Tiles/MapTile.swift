import Analyses
package import Images
package import Tensors

/// An activation map drawn as a picture of its own, for images whose files are missing.
package enum MapTile {
    /// Returns the map in colours from 0, or from its smallest value where that is below 0, to its largest.
    ///
    /// - Parameter side: The longer side of the picture, in pixels.
    package static func raster(_ map: Plane, side: Int) -> Raster {
        let geometry = MapGeometry(imageWidth: map.width, imageHeight: map.height)
        let (width, height, _) = geometry.pictureSize(longerSide: side)
        let enlargement = MapEnlargement(
            cellsAcross: map.width, cellsDown: map.height, width: width, height: height)
        let low = min(0, map.values.min() ?? 0)
        let span = max((map.values.max() ?? 0) - low, .leastNormalMagnitude)
        let pixels = enlargement.enlarged(map).values.flatMap { value in
            let color = ColorMap.uniform.color(at: (value - low) / span)
            return [color.red, color.green, color.blue]
        }
        return Raster(width: width, height: height, pixels: pixels)
    }
}
