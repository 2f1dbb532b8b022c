import Analyses
import Foundation
import Images
import Reporting
package import Sheets
import Tensors
import Units

/// Writes the maps of images: a sheet, arrays and, on request, a separate picture of each map.
package struct MapFiles {
    /// The output folder.
    package let folder: String
    /// Whether to write each class's map as a separate picture as well, over the image at its own size.
    package var writesOverlays = false
    /// Explains each class's score; nil to write no explanation.
    package var explanation: Explanation?
    private let source: String
    private let sourceParameters: PictureParameters
    private let request: MapRequest
    private var used: Set<String> = []

    /// Creates the folder.
    ///
    /// - Parameters:
    ///   - source: The network and layer of the maps, for the sheets.
    ///   - parameters: The parameters of the network that the maps depend on.
    package init(
        _ folder: String, source: String, _ parameters: PictureParameters = PictureParameters(), _ request: MapRequest
    ) throws {
        (self.folder, self.source, self.request) = (folder, source, request)
        sourceParameters = parameters
        try OutputFile.prepare(folder: folder)
    }

    /// Writes the files of one image.
    ///
    /// - Returns: The files' paths: `cat-cam.png`, `cat-cam.json` (what the rows of the arrays are, and how they were made),
    ///   `cat-maps.npy` [classes, H, W] at map resolution, and `cat-upsampled.npy` [classes, height, width] in pixels of the
    ///   part of the image that the network sees. Names include the parameters that differ from their defaults:
    ///   `cat-weighting-relu-class-0003-0007-maps.npy`.
    package mutating func write(_ image: ImageMaps) throws -> [String] {
        let parameters = parameters(of: image)
        let stem = unused(SheetFiles.stem(parameters))
        var paths = ["-cam.png", "-maps.npy", "-upsampled.npy", "-cam.json"].map { path(stem + $0) }
        try OutputFile.write(try sheet(image).draw(), notes: notes(image, image.classes, parameters), to: paths[0])
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
            let count = explanation?.count ?? 0
            var own = parameters
            own.add("explain", "\(count)", default: nil)
            own.add("by", request.measure.rawValue, default: MapRequest().measure.rawValue)
            let by = request.measure == MapRequest().measure ? "" : "-by-\(request.measure.rawValue)"
            let file = path("\(stem)-explain-\(count)\(by)-\(SheetFiles.stem(of: entry.record)).png")
            try OutputFile.write(try sheet.draw().raster, notes: notes(image, [entry], own), to: file)
            paths.append(file)
        }
        guard writesOverlays else { return paths }
        let overlay = MapOverlay(image.classes.map(\.map), choice: request.colors)
        let side = max(image.geometry.pixelsAcross, image.geometry.pixelsDown)
        let picture = MapPicture(image.geometry, raster: image.raster, side: side).raster
        for (entry, map) in zip(image.classes, enlarged) {
            let file = path("\(stem)-overlay-\(SheetFiles.stem(of: entry.record)).png")
            try OutputFile.write(overlay.drawn(map, on: picture), notes: notes(image, [entry], parameters), to: file)
            paths.append(file)
        }
        return paths
    }

    /// The parameters of an image's sheet.
    private func parameters(of image: ImageMaps) -> PictureParameters {
        let name = URL(fileURLWithPath: image.name).lastPathComponent
        var parameters = PictureParameters(
            subject: "image", name, mark: URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent)
        parameters.add(sourceParameters)
        parameters.add(request.parameters)
        parameters.add(request.classParameters(image.classes.map(\.record)))
        return parameters
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

    /// The notes of a picture that shows `classes`.
    private func notes(
        _ image: ImageMaps, _ classes: [ClassMap], _ parameters: PictureParameters
    ) -> PictureNotes {
        let names = classes.map { "\($0.record.id) \($0.record.name)" }.joined(separator: "; ")
        return PictureNotes(
            title: "Class activation maps of \(URL(fileURLWithPath: image.name).lastPathComponent)", source: source,
            description: "\(request.text). \(classes.count == 1 ? "Class" : "Classes"): \(names).",
            parameters: parameters.text)
    }

    /// Returns `plain`, with a number appended if another image in this run has that name.
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
