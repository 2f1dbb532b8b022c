import Analyses
import Images
import Store
import Tensors
import Units

/// What units look at in images of an atlas.
struct UnitRegions {
    let segmenter: Segmenter
    private let header: AtlasHeader
    private var field: ReceptiveField? { header.settings.receptiveField }

    init(_ header: AtlasHeader, segmenter: Segmenter = Segmenter(.standard)) {
        self.header = header
        self.segmenter = segmenter
    }

    /// The region of a picture of the whole input, `width`×`height` pixels, whose map is `map`.
    func segmentation(_ map: Plane, of unit: UnitRecord, width: Int, height: Int) throws -> Segmentation {
        try segmentation(map, of: unit, enlargement(width: width, height: height))
    }

    /// `map` at the size of such a picture.
    func enlarged(_ map: Plane, width: Int, height: Int) -> Plane {
        enlargement(width: width, height: height).enlarged(map)
    }

    /// From maps to such a picture.
    func enlargement(width: Int, height: Int) -> MapEnlargement {
        let across = MapEnlargement.View(start: 0, scale: Double(header.inputWidth) / Double(width), pixels: width)
        let down = MapEnlargement.View(start: 0, scale: Double(header.inputHeight) / Double(height), pixels: height)
        return enlargement(across, down)
    }

    /// The region of an image of `width`×`height` pixels at its own size; nothing lies outside of what the network sees.
    func segmentation(
        _ map: Plane, of unit: UnitRecord, in geometry: InputGeometry, width: Int, height: Int
    ) throws -> Segmentation {
        try segmentation(map, of: unit, enlargement(in: geometry, width: width, height: height))
            .within(geometry.visible)
    }

    /// From maps to an image of `width`×`height` pixels at its own size.
    func enlargement(in geometry: InputGeometry, width: Int, height: Int) -> MapEnlargement {
        let across = MapEnlargement.View(start: geometry.inputX(0), scale: 1 / geometry.scaleX, pixels: width)
        let down = MapEnlargement.View(start: geometry.inputY(0), scale: 1 / geometry.scaleY, pixels: height)
        return enlargement(across, down)
    }

    private func segmentation(
        _ map: Plane, of unit: UnitRecord, _ enlargement: MapEnlargement
    ) throws -> Segmentation {
        guard let found = segmenter.segmentation(of: map, by: enlargement, unit: unit) else {
            throw UnitAtlasError.request(
                "Unit \(unit.unit) has no estimated receptive field in the atlas: run `unit-atlas receptive-field` for it"
                    + " first, or choose another method.")
        }
        return found
    }

    private func enlargement(_ across: MapEnlargement.View, _ down: MapEnlargement.View) -> MapEnlargement {
        let horizontal =
            field.map { MapEnlargement.Centers($0.horizontal) }
            ?? .init(cells: header.mapWidth, over: header.inputWidth)
        let vertical =
            field.map { MapEnlargement.Centers($0.vertical) }
            ?? .init(cells: header.mapHeight, over: header.inputHeight)
        return MapEnlargement(
            cellsAcross: header.mapWidth, cellsDown: header.mapHeight, horizontal: (horizontal, across),
            vertical: (vertical, down))
    }
}

extension Segmentation {
    /// Without pixels whose centres lie outside of `box`.
    fileprivate func within(_ box: ResamplingBox) -> Segmentation {
        let columns = (0..<mask.width).map { Double($0) + 0.5 >= box.x0 && Double($0) + 0.5 <= box.x1 }
        let rows = (0..<mask.height).map { Double($0) + 0.5 >= box.y0 && Double($0) + 0.5 <= box.y1 }
        if columns.allSatisfy(\.self), rows.allSatisfy(\.self) { return self }
        let width = mask.width
        let pixels = mask.pixels.indices.map { mask.pixels[$0] && columns[$0 % width] && rows[$0 / width] }
        return replacing(mask: Mask(width: width, height: mask.height, pixels: pixels))
    }
}
