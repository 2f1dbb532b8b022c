import Analyses
import Atlases
import Foundation
import Images
import Tensors
import Units

/// Writes the maps of images: a sheet, arrays, and plain overlays where they are asked for.
public struct MapFiles {
    /// The folder that everything goes into.
    public let folder: String
    /// Whether each class's overlay is written alone too, in the image's own size.
    public var writesOverlays = false
    /// What explains each class's score; nil: nothing is explained.
    public var explanation: Explanation?
    private let source: String
    /// Of files' names: which head made the maps.
    private let suffix: String
    private let request: MapRequest
    private var used: Set<String> = []

    /// - Parameters:
    ///   - source: What made the maps, for the sheets: network and layer.
    ///   - head: The head that made them, when not the network's own.
    public init(_ folder: String, source: String, head: String? = nil, _ request: MapRequest) throws {
        (self.folder, self.source, self.request) = (folder, source, request)
        suffix = SheetFiles.Subject.suffix(head: head)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw UnitAtlasError.file(path: folder, reason: "the folder cannot be made; check its permissions")
        }
    }

    /// Writes what belongs to one image.
    ///
    /// - Returns: The files' paths: `cat-cam.png`, `cat-maps.npy` [classes, H, W] at mapping resolution, and
    ///   `cat-upsampled.npy` [classes, height, width] in pixels of the part of the image that the network sees; of another
    ///   head than the network's own with its name, `cat-cam-head-NAME.png`.
    public mutating func write(_ image: ImageMaps) throws -> [String] {
        let stem = stem(image.name)
        let notes = notes(image)
        var paths = [path(stem + "-cam", "png"), path(stem + "-maps", "npy"), path(stem + "-upsampled", "npy")]
        try Self.put(PNGCodec.encode(try sheet(image).draw(), text: notes), paths[0])
        try NumPyFile.write(Self.stack(image.classes.map(\.map)), to: paths[1])
        let enlarged = image.classes.map { image.enlarged($0.map) }
        try NumPyFile.write(Self.stack(enlarged), to: paths[2])
        for entry in image.classes {
            guard let sheet = try explanation?.sheet(of: entry, in: image, source: source) else { continue }
            let name = SheetFiles.Subject.stem(index: entry.record.id.value, name: entry.record.shortName)
            let file = path("\(stem)-why-\(name)", "png")
            try Self.put(PNGCodec.encode(try sheet.draw().raster, text: notes), file)
            paths.append(file)
        }
        guard writesOverlays else { return paths }
        let overlay = MapOverlay(image.classes.map(\.map), choice: request.colors)
        let side = max(image.view.pixelsAcross, image.view.pixelsDown)
        let picture = MapPicture(view: image.view, raster: image.raster, side: side).raster
        for (entry, map) in zip(image.classes, enlarged) {
            let name = SheetFiles.Subject.stem(index: entry.record.id.value, name: entry.record.shortName)
            let file = path("\(stem)-\(name)", "png")
            try Self.put(PNGCodec.encode(overlay.drawn(map, on: picture), text: notes), file)
            paths.append(file)
        }
        return paths
    }

    /// The sheet of an image.
    func sheet(_ image: ImageMaps) -> MapSheet {
        let overlay = MapOverlay(image.classes.map(\.map), choice: request.colors)
        let picture = MapPicture(view: image.view, raster: image.raster, side: 240)
        let panels = image.classes.map { entry in
            MapPanel(
                picture: overlay.drawn(picture.enlarged(entry.map), on: picture.raster),
                title: entry.record.shortName,
                note: String(format: "%d · %.1f %% · logit %.2f", entry.rank, 100 * entry.probability, entry.logit),
                boxes: entry.boxes.map(picture.box))
        }
        return MapSheet(
            title: URL(fileURLWithPath: image.name).lastPathComponent, subtitles: [source, valueText],
            image: MapPanel(
                picture: picture.raster, title: "image",
                note: "\(image.raster.width)×\(image.raster.height) pixels"),
            panels: panels, overlay: overlay, scale: "map values, \(request.values.name)")
    }

    private var valueText: String {
        "class activation maps, weights \(request.weighting.rawValue), values \(request.values.name); \(request.boxText)"
    }

    private func notes(_ image: ImageMaps) -> [(keyword: String, value: String)] {
        let names = image.classes.map { "\($0.record.id) \($0.record.name)" }.joined(separator: "; ")
        return [
            ("Title", "Class activation maps of \(URL(fileURLWithPath: image.name).lastPathComponent)"),
            ("Software", "unit-atlas \(Indexer.toolVersion)"), ("Source", source),
            ("Description", "\(valueText). Classes: \(names)."),
        ]
    }

    private mutating func stem(_ name: String) -> String {
        let plain = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
        var (stem, count) = (plain, 1)
        while !used.insert(stem).inserted {
            count += 1
            stem = "\(plain)-\(count)"
        }
        return stem
    }

    private func path(_ stem: String, _ ending: String) -> String {
        URL(fileURLWithPath: folder).appendingPathComponent("\(stem)\(suffix).\(ending)").relativePath
    }

    /// Writes a picture, whole or not at all.
    public static func put(_ bytes: [UInt8], _ path: String) throws(UnitAtlasError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .file(path: path, reason: "it cannot be written; check the folder and the free space")
        }
    }

    private static func stack(_ maps: [Plane]) -> Tensor {
        Tensor(
            shape: [maps.count, maps.first?.height ?? 0, maps.first?.width ?? 0], values: maps.flatMap(\.values))
    }
}
