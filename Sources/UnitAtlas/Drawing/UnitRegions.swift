import Analyses
import Store
import Tensors
import Units

/// What units look at in pictures of the whole input of an atlas's network.
struct UnitRegions {
    private let header: AtlasHeader
    private let field: ReceptiveField?

    init(_ header: AtlasHeader, field: ReceptiveField?) {
        self.header = header
        self.field = field
    }

    /// The region of a picture of `width`×`height` pixels whose map is `map`.
    func segmentation(_ map: Plane, of unit: UnitRecord, width: Int, height: Int) -> Segmentation {
        let enlarged = enlargement(width: width, height: height).enlarged(map)
        return Segmentation(enlarged: enlarged, map: map, unit: unit)
    }

    private func enlargement(width: Int, height: Int) -> MapEnlargement {
        let (inputWidth, inputHeight) = (header.inputWidth, header.inputHeight)
        let horizontal =
            field.map { MapEnlargement.Centers($0.horizontal) } ?? .init(cells: header.mapWidth, over: inputWidth)
        let vertical =
            field.map { MapEnlargement.Centers($0.vertical) } ?? .init(cells: header.mapHeight, over: inputHeight)
        return MapEnlargement(
            cellsAcross: header.mapWidth, cellsDown: header.mapHeight,
            horizontal: (horizontal, .init(start: 0, scale: Double(inputWidth) / Double(width), pixels: width)),
            vertical: (vertical, .init(start: 0, scale: Double(inputHeight) / Double(height), pixels: height)))
    }
}
