import Analyses
import Foundation
import Images
import Reporting
import Sheets
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
    private let marks: [String]
    private let request: MapRequest
    private var used: Set<String> = []

    /// Makes the folder.
    ///
    /// - Parameters:
    ///   - source: What made the maps, for the sheets: network and layer.
    ///   - marks: What tells the source's maps from others of the same images, for the names of files.
    public init(_ folder: String, source: String, marks: [String] = [], _ request: MapRequest) throws {
        (self.folder, self.source, self.request) = (folder, source, request)
        self.marks = marks + request.marks
        try OutputFile.prepare(folder: folder)
    }

    /// Writes what belongs to one image.
    ///
    /// - Returns: The files' paths: `cat-cam.png`, `cat-cam.json` (what the rows of the arrays are, and how they were made),
    ///   `cat-maps.npy` [classes, H, W] at mapping resolution, and `cat-upsampled.npy` [classes, height, width] in pixels of
    ///   the part of the image that the network sees. Names say what was asked for otherwise than by default:
    ///   `cat-relu-weights-class-3-7-maps.npy`.
    public mutating func write(_ image: ImageMaps) throws -> [String] {
        let base = ([Self.stem(image.name)] + marks).joined(separator: "-")
        let stem = unused(
            ([base] + request.mark(of: image.classes.map(\.record.id))).joined(separator: "-"))
        var paths = ["-cam.png", "-maps.npy", "-upsampled.npy", "-cam.json"].map { path(stem + $0) }
        try OutputFile.write(PNGCodec.encode(try sheet(image).draw(), text: notes(image, image.classes)), to: paths[0])
        let maps = Self.stack(image.classes.map(\.map))
        try NumPyFile.write(maps, to: paths[1])
        let enlarged = image.classes.map { image.enlarged($0.map) }
        let large = Self.stack(enlarged)
        try NumPyFile.write(large, to: paths[2])
        let record = MapRecord(
            image, request, source: source, maps: (paths[1], maps.shape.extents),
            upsampled: (paths[2], large.shape.extents), units: explanation?.count)
        try OutputFile.write(record.json(), to: paths[3])
        for entry in image.classes {
            guard let sheet = try explanation?.sheet(of: entry, in: image, source: source) else { continue }
            let file = path("\(base)-why-\(Self.fileName(entry))")
            try OutputFile.write(PNGCodec.encode(try sheet.draw().raster, text: notes(image, [entry])), to: file)
            paths.append(file)
        }
        guard writesOverlays else { return paths }
        let overlay = MapOverlay(image.classes.map(\.map), choice: request.colors)
        let side = max(image.geometry.pixelsAcross, image.geometry.pixelsDown)
        let picture = MapPicture(image.geometry, raster: image.raster, side: side).raster
        for (entry, map) in zip(image.classes, enlarged) {
            let file = path("\(base)-\(Self.fileName(entry))")
            try OutputFile.write(
                PNGCodec.encode(overlay.drawn(map, on: picture), text: notes(image, [entry])), to: file)
            paths.append(file)
        }
        return paths
    }

    private static func fileName(_ entry: ClassMap) -> String {
        SheetFiles.Subject.fileName(index: entry.record.id.value, name: entry.record.shortName)
    }

    /// The sheet of an image.
    func sheet(_ image: ImageMaps) -> MapSheet {
        let overlay = MapOverlay(image.classes.map(\.map), choice: request.colors)
        let picture = MapPicture(image.geometry, raster: image.raster, side: 240)
        let panels = image.classes.map { entry in
            MapPanel(
                picture: overlay.drawn(picture.enlarged(entry.map), on: picture.raster),
                title: entry.record.shortName,
                note: "\(entry.rank) · \(NumberFormat.percent(Double(entry.probability))) · logit"
                    + " \(NumberFormat.short(entry.logit))",
                boxes: entry.boxes.map(picture.box))
        }
        return MapSheet(
            title: URL(fileURLWithPath: image.name).lastPathComponent, subtitles: [source, request.text],
            image: MapPanel(
                picture: picture.raster, title: "image",
                note: "\(image.raster.width)×\(image.raster.height) pixels"),
            panels: panels, overlay: overlay, scale: "map values, \(request.values.name)")
    }

    /// Of a picture that shows `classes`.
    private func notes(_ image: ImageMaps, _ classes: [ClassMap]) -> [(keyword: String, value: String)] {
        let names = classes.map { "\($0.record.id) \($0.record.name)" }.joined(separator: "; ")
        return PictureNotes.list(
            title: "Class activation maps of \(URL(fileURLWithPath: image.name).lastPathComponent)", source: source,
            description: "\(request.text). \(classes.count == 1 ? "Class" : "Classes"): \(names).")
    }

    private static func stem(_ name: String) -> String {
        URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
    }

    /// With a number where another image of this run has the name already.
    private mutating func unused(_ plain: String) -> String {
        var (stem, count) = (plain, 1)
        while !used.insert(stem).inserted {
            count += 1
            stem = "\(plain)-\(count)"
        }
        return stem
    }

    private func path(_ name: String) -> String {
        URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
    }

    private static func stack(_ maps: [Plane]) -> Tensor {
        Tensor(
            shape: [maps.count, maps.first?.height ?? 0, maps.first?.width ?? 0], values: maps.flatMap(\.values))
    }
}
