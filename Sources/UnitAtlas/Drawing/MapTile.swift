import Analyses
import Images
import Tensors

/// A map as a picture, for images that are not at hand: colour from zero, or the smallest value, to the largest.
enum MapTile {
    /// - Parameter side: The picture's longer side, in pixels.
    static func raster(_ map: Plane, side: Int) -> Raster {
        let scale = Double(side) / Double(max(map.width, map.height))
        let width = max(1, Int((Double(map.width) * scale).rounded()))
        let height = max(1, Int((Double(map.height) * scale).rounded()))
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
