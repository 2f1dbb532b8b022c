import Analyses
import Store
import Tensors
import Units

/// The regions that units respond to in images of an atlas.
package struct UnitRegions {
    package let segmenter: Segmenter
    package let layout: MapLayout

    package init(_ header: AtlasHeader, segmenter: Segmenter = Segmenter(.standard)) {
        layout = MapLayout(
            inputWidth: header.inputWidth, inputHeight: header.inputHeight, cellsAcross: header.mapWidth,
            cellsDown: header.mapHeight, field: header.settings.receptiveField)
        self.segmenter = segmenter
    }

    /// Returns the region in a picture of the whole input, `width`×`height` pixels, of a unit whose map is `map`.
    package func segmentation(_ map: Plane, of unit: UnitRecord, width: Int, height: Int) throws -> Segmentation {
        try segmentation(map, of: unit, layout.enlargement(width: width, height: height, centers: .receptiveFields))
    }

    /// Returns a map at the size of such a picture.
    package func enlarged(_ map: Plane, width: Int, height: Int) -> Plane {
        layout.enlargement(width: width, height: height, centers: .receptiveFields).enlarged(map)
    }

    /// Returns the region in an image at its own size, clipped to what the network sees.
    package func segmentation(_ map: Plane, of unit: UnitRecord, in geometry: MapGeometry) throws -> Segmentation {
        let found = try segmentation(map, of: unit, geometry.imageEnlargement)
        return found.replacing(mask: geometry.clipped(found.mask))
    }

    private func segmentation(
        _ map: Plane, of unit: UnitRecord, _ enlargement: MapEnlargement
    ) throws -> Segmentation {
        guard let found = segmenter.segmentation(of: map, by: enlargement, unit: unit) else {
            throw UnitAtlasError.units(.noReceptiveField(unit.unit.value))
        }
        return found
    }
}
