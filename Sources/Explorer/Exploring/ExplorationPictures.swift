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

/// Draws the pictures of an atlas's pages on demand.
package final class ExplorationPictures: Sendable {
    /// The sides of pictures in pixels: of a tile, and of an image on its own page.
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

    /// The reason why class activation maps cannot be computed.
    private struct MapFailure: Error {
        let sentence: String
    }

    /// - Parameters:
    ///   - images: The image folder, if it moved since indexing.
    ///   - model: The path to the model, if it moved since indexing.
    ///   - drawsMaps: Whether the network is run for class activation maps.
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

    /// A message if class activation maps cannot be drawn; nil if they can, or if the model file exists but has not been loaded
    /// yet.
    package var reasonWithoutMaps: String? {
        if !drawsMaps { return "Class activation maps are disabled on these pages." }
        if settings.isImported {
            return "The atlas was built from imported activations, so there is no network for computing maps."
        }
        if case .failure(let failure)? = source.withLock({ $0 }) { return failure.sentence }
        do {
            _ = try ModelFolder(path: files.model ?? settings.model)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Returns the network with the head, which is loaded for the first map.
    private func mapSource() -> MapSource? {
        let made = source.withLock { source -> Result<MapSource, MapFailure> in
            if let source { return source }
            let made: Result<MapSource, MapFailure>
            do {
                guard let head = exploration.head, let layer = exploration.layer else {
                    throw UnitAtlasError.atlas(path: exploration.atlas.path, .noNativeHead)
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

    /// Loads the network in advance, so that all pages have the same message if it fails.
    package func prepareMaps() { if reasonWithoutMaps == nil { _ = mapSource() } }

    /// Draws one of a unit's best images with the activation mask; nil if there is no image with that rank.
    package func tile(of unit: UnitID, rank: Int) throws -> Raster? {
        guard exploration.units.indices.contains(unit.value) else { return nil }
        let tops = try exploration.reader.topActivations(of: unit)
        guard rank > 0, rank <= tops.count else { return nil }
        return try drawing.tile(tops[rank - 1], of: unit)?.drawn(style)
    }

    /// Draws the part of an image that the network sees; `isLarge` for its own page.
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

    /// Draws the class activation map of an image, on the colour scale shared by its five most probable classes; nil if it
    /// cannot be drawn.
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

    /// Draws the activation mask of a unit in any image; nil if the network cannot be run.
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

    /// Draws the stored receptive field `index` of a unit.
    package func receptiveField(of unit: UnitID, _ index: Int) throws -> Raster? {
        let records = try exploration.reader.receptiveFields(of: unit)
        guard records.indices.contains(index) else { return nil }
        let record = records[index]
        let picture = MapTile.raster(record.map, side: Self.imageSide)
        let size = FieldSize(record.map, share: record.configuration.share)
        guard let square = size.square(in: record.map) else { return picture }
        let geometry = MapGeometry(imageWidth: record.map.width, imageHeight: record.map.height)
        let scale = geometry.pictureSize(longerSide: Self.imageSide).scale
        let box = geometry.pictureBox(ObjectBox(square), scale: scale)
            .pixels(width: picture.width, height: picture.height)
        return SheetTile(picture: .boxed(picture, box), caption: "", isOwnClass: false).raster
    }

    /// Draws the stored activation mask `index` of a unit on its image.
    ///
    /// - Throws: `UnitAtlasError.image` for an image that changed since it was indexed.
    package func segmentation(of unit: UnitID, _ index: Int) throws -> Raster? {
        let records = try exploration.reader.segmentations(of: unit)
        guard records.indices.contains(index), let entry = exploration.image(path: records[index].image) else {
            return nil
        }
        if entry.record.isChanged(in: root) {
            throw UnitAtlasError.image(path: entry.record.path, .changed(atlas: exploration.path))
        }
        let mask = records[index].mask
        let (width, height, _) = MapGeometry(imageWidth: mask.width, imageHeight: mask.height)
            .pictureSize(longerSide: Self.tileSide)
        let raster = try ImageFile.decode(
            path: root + "/" + records[index].image, atLeastWidth: 2 * width, height: 2 * height,
            options: settings.decoding
        ).resized(width: width, height: height, filter: .bilinear)
        let region = mask.resized(width: width, height: height)
        return SheetTile(picture: .image(raster, mask: region), caption: "", isOwnClass: false).raster
    }

    /// The settings of a picture, for the text chunks of its PNG.
    package func notes(title: String) -> [(keyword: String, value: String)] {
        drawing.notes(title: title, drawing.options.tileParameters)
    }

    /// Returns the maps of an image, computed by the network; nil if the network cannot be run. The most recent ones are
    /// cached.
    ///
    /// - Throws: `UnitAtlasError.image` for an image that changed since it was indexed, or cannot be read.
    private func maps(of id: ImageID) throws -> ImageMaps? {
        guard let entry = exploration.image(id), entry.record.status == .indexed, drawsMaps, !settings.isImported,
            let source = mapSource()
        else { return nil }
        let path = entry.record.path
        let location = ImageLocation(name: path, path: root + "/" + path, record: entry.record)
        if let known = recent.withLock({ recent in recent.first { ImagePath($0.path) == ImagePath(path) }?.maps }) {
            return known
        }
        let made = try session.withLock { session in
            let running = try session ?? MapSession(source)
            session = running
            return try ClassMapping.maps(of: location, running, [], MapRequest()).get()
        }
        recent.withLock { recent in
            recent.append((path, made))
            if recent.count > 8 { recent.removeFirst() }
        }
        return made
    }
}
