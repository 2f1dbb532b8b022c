import Analyses
import Foundation
import ImageCollections
package import Images
import Sheets
import Store
import Synchronization
import Tensors
import UnitAtlas
package import Units

/// Draws the pictures of an atlas's pages, each when it is asked for.
package final class ExplorationPictures: Sendable {
    /// Sides of pictures in pixels: of a tile, and of an image on its own page.
    package static let tileSide = 144
    package static let imageSide = 288

    private let exploration: Exploration
    private let drawing: AtlasDrawing
    private let style: SheetStyle
    private let small: TilePictures
    private let large: TilePictures
    private let drawsMaps: Bool
    private let settings: IndexSettings
    private let root: String
    private let files: (images: String?, model: String?)
    private let source = Mutex<Result<MapSource, MapFailure>?>(nil)
    private let session = Mutex<MapSession?>(nil)
    private let recent = Mutex<[(path: String, maps: ImageMaps)]>([])

    /// Why an image's maps cannot be made again.
    private struct MapFailure: Error {
        let sentence: String
    }

    /// - Parameters:
    ///   - images: Where the images lie now, when not where they were.
    ///   - model: Where the network lies now, when not where it was.
    ///   - drawsMaps: Whether the network is run again for class activation maps.
    package init(
        _ exploration: Exploration, images: String? = nil, model: String? = nil, drawsMaps: Bool = true
    ) throws {
        self.exploration = exploration
        self.drawsMaps = drawsMaps
        var style = SheetStyle()
        style.tile = Self.tileSide
        self.style = style
        var options = SheetOptions()
        options.tileSize = Self.tileSide
        drawing = try AtlasDrawing(
            exploration.atlas, images: images, head: exploration.head.map(\.name), options: options, style: style)
        small = drawing.pictures
        settings = exploration.atlas.settings
        files = (images, model)
        root = try exploration.atlas.pictureFolder(images)
        large = TilePictures(
            root: root, decoding: settings.decoding, preprocessing: exploration.header.preprocessing,
            side: Self.imageSide, capacity: 16)
    }

    /// Why class activation maps cannot be drawn: a sentence; nil where they can, or where that was not yet tried and the
    /// network's file is there.
    package var reasonWithoutMaps: String? {
        if !drawsMaps { return "They were left out here: unit-atlas explore draws them without --no-maps." }
        if settings.isImported {
            return "The atlas holds imported activations, and there is no network to run again for its maps."
        }
        if case .failure(let failure)? = source.withLock({ $0 }) { return failure.sentence }
        do {
            _ = try ModelFolder(path: files.model ?? settings.model)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The network with the head, read when the first map is drawn.
    private func mapSource() -> MapSource? {
        let made = source.withLock { source -> Result<MapSource, MapFailure> in
            if let source { return source }
            let made: Result<MapSource, MapFailure>
            do {
                guard let head = exploration.head, let layer = exploration.layer else {
                    throw UnitAtlasError.request("The atlas has no head, and without one there are no maps.")
                }
                made = .success(
                    try MapSource(
                        exploration.atlas, model: files.model, images: files.images, head: layer,
                        named: head.name, classes: head.classes))
            } catch {
                made = .failure(MapFailure(sentence: "\(error)"))
            }
            source = made
            return made
        }
        return try? made.get()
    }

    /// Reads the network now, so that all pages say the same about it.
    package func prepareMaps() { if reasonWithoutMaps == nil { _ = mapSource() } }

    /// One of a unit's best images with what the unit looks at in it; nil where there is none of that rank.
    package func tile(of unit: UnitID, rank: Int) throws -> Raster? {
        guard exploration.units.indices.contains(unit.value) else { return nil }
        let tops = try exploration.reader.topActivations(of: unit)
        guard rank > 0, rank <= tops.count else { return nil }
        return try drawing.tile(tops[rank - 1], of: unit)?.drawn(style)
    }

    /// An image as the network sees it; `isLarge` for its own page.
    package func image(_ id: ImageID, isLarge: Bool) throws -> Raster? {
        guard let entry = exploration.image(id) else { return nil }
        switch (isLarge ? large : small).picture(entry.record) {
        case .success(let raster): return raster
        case .failure(let missing):
            let tile = SheetTile(
                picture: .missing(reason: missing.reason.rawValue), caption: "", isOwnClass: false)
            return try tile.drawn(style)
        }
    }

    /// Where the evidence for a class lies in an image, in colours that compare with those of its five likeliest classes;
    /// nil where it cannot be drawn.
    package func map(of image: ImageID, for id: ClassID) throws -> Raster? {
        guard exploration.classes.indices.contains(id.value), let found = try maps(of: image) else { return nil }
        let picture = MapPicture(found.geometry, raster: found.raster, side: Self.imageSide)
        var planes = found.classes.map(\.map)
        let shown: Plane
        if let known = found.classes.first(where: { $0.record.id == id }) {
            shown = known.map
        } else {
            guard let units = found.unitMaps, let layer = exploration.layer else { return nil }
            shown = ClassActivationMap.map(of: id, maps: units, head: layer)
            planes.append(shown)
        }
        return MapOverlay(planes).drawn(picture.enlarged(shown), on: picture.raster)
    }

    /// What a unit looks at in any image; nil where the network cannot be run again.
    package func region(of unit: UnitID, in image: ImageID) throws -> Raster? {
        guard exploration.units.indices.contains(unit.value), let found = try maps(of: image),
            let maps = found.unitMaps
        else { return nil }
        let picture = MapPicture(found.geometry, raster: found.raster, side: Self.tileSide)
        let map = maps.slice(unit.value)
        let plane = Plane(height: map.shape[0], width: map.shape[1], values: map.values)
        guard plane.values.contains(where: { $0 > 0 }) else { return picture.raster }
        let region = try drawing.regions.segmentation(
            plane, of: exploration.units[unit.value], width: picture.raster.width, height: picture.raster.height)
        return SheetTile(picture: .image(picture.raster, mask: region.mask), caption: "", isOwnClass: false).raster
    }

    /// A unit's estimated receptive field: the `index`th of those stored.
    package func receptiveField(of unit: UnitID, _ index: Int) throws -> Raster? {
        let records = try exploration.reader.receptiveFields(of: unit)
        guard records.indices.contains(index) else { return nil }
        let record = records[index]
        let picture = MapTile.raster(record.map, side: Self.imageSide)
        let size = FieldSize(record.map, share: record.configuration.share)
        guard size.side > 0 else { return picture }
        let scale = Double(picture.width) / Double(record.map.width)
        func place(_ pixel: Int, _ end: Int) -> Int { min(end, max(0, Int((Double(pixel) * scale).rounded()))) }
        let box = BoundingBox(
            x0: place(size.x, picture.width), y0: place(size.y, picture.height),
            x1: place(size.x + size.side, picture.width), y1: place(size.y + size.side, picture.height))
        return SheetTile(picture: .boxed(picture, box), caption: "", isOwnClass: false).raster
    }

    /// A unit's stored mask on its image: the `index`th of those stored.
    package func segmentation(of unit: UnitID, _ index: Int) throws -> Raster? {
        let records = try exploration.reader.segmentations(of: unit)
        guard records.indices.contains(index) else { return nil }
        let mask = records[index].mask
        let scale = Double(Self.tileSide) / Double(max(mask.width, mask.height))
        let (width, height) = (
            max(1, Int((Double(mask.width) * scale).rounded())), max(1, Int((Double(mask.height) * scale).rounded()))
        )
        let raster = try ImageFile.decode(
            path: root + "/" + records[index].image, atLeastWidth: 2 * width, height: 2 * height,
            options: settings.decoding
        ).resized(width: width, height: height, filter: .bilinear)
        let pixels = (0..<width * height).map { place in
            mask[x: (place % width) * mask.width / width, y: (place / width) * mask.height / height]
        }
        let region = Mask(width: width, height: height, pixels: pixels)
        return SheetTile(picture: .image(raster, mask: region), caption: "", isOwnClass: false).raster
    }

    /// How a picture was made: for a PNG's text chunks.
    package func notes(title: String) -> [(keyword: String, value: String)] {
        drawing.notes(title: title, drawing.options.tileParameters)
    }

    /// The maps of an image, which the network is run for; the last few are remembered.
    private func maps(of id: ImageID) throws -> ImageMaps? {
        guard let entry = exploration.image(id), entry.record.status == .indexed, drawsMaps, !settings.isImported,
            let source = mapSource()
        else { return nil }
        let path = entry.record.path
        let location = ImageLocation(name: path, path: root + "/" + path)
        if let known = recent.withLock({ recent in recent.first { ImagePath($0.path) == ImagePath(path) }?.maps }) {
            return known
        }
        let made: ImageMaps? = try session.withLock { session in
            let running = try session ?? MapSession(source)
            session = running
            switch try ClassMapping.maps(of: location, running, [], MapRequest()) {
            case .success(let maps): return maps
            case .failure: return nil
            }
        }
        if let made {
            recent.withLock { recent in
                recent.append((path, made))
                if recent.count > 8 { recent.removeFirst() }
            }
        }
        return made
    }
}
