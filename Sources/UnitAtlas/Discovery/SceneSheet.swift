import Analyses
import Annotations
import Foundation
import Images
import Reporting
import Sheets
import Tensors
import Units

/// The sheet of scenes: images of each scene with its map, and boxes around the objects that lie where the map is high.
struct SceneSheet {
    /// An image on the sheet.
    struct ShownMap: Sendable {
        let label: Int
        let image: ImageRecord
        let raster: Raster
        let map: Plane
        let geometry: MapGeometry
        /// The objects in the image, with their boxes.
        let boxes: [(name: Int, box: ObjectBox)]
    }

    private let report: SceneReport
    private let shown: [ShownMap]
    /// The numbers of scenes on a sheet, and of objects that are named and boxed.
    private static let scenes = 12
    private static let objects = 4

    init(_ report: SceneReport, _ shown: [ShownMap]) {
        self.report = report
        self.shown = shown
    }

    /// Writes the sheet into `folder`.
    ///
    /// - Returns: The file's path: `scenes.png`; with another name than the default, `scenes-rooms.png`.
    func write(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let parameters = report.request.parameters
        let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(parameters)).relativePath
        let sheet = sheet
        let notes = PictureNotes(
            title: sheet.title, source: report.source, description: sheet.subtitles.joined(separator: ". ") + ".",
            parameters: parameters.text)
        try OutputFile.write(try sheet.draw(), notes: notes, to: path)
        return path
    }

    private var sheet: LocalizationSheet {
        let listed = report.scenes.prefix(Self.scenes)
        var sheet = LocalizationSheet(
            title: "Objects of scenes",
            subtitles: [
                "\(report.source); the held-out images with the highest scores",
                "lift: how much more of an object lies where the scene's map is high than of the image; green: objects with a"
                    + " lift above 1 among the first \(Self.objects)"
                    + (report.scenes.count > Self.scenes ? "; the first \(Self.scenes) scenes" : ""),
            ],
            groups: listed.map { scene in
                let first = scene.objects.prefix(Self.objects).filter { $0.lift > 1 }
                let names = first.map { report.objects[$0.object] + " \(NumberFormat.short($0.lift))" }
                let wanted = Set(first.map(\.object))
                return (
                    name: "\(scene.record.shortName):  \(names.joined(separator: ",  "))",
                    panels: shown.filter { $0.label == scene.record.id.value }.map { panel($0, wanted) }
                )
            })
        sheet.side = 160
        return sheet
    }

    private func panel(_ shown: ShownMap, _ wanted: Set<Int>) -> MapPanel {
        let picture = MapPicture(shown.geometry, raster: shown.raster, side: 160)
        return MapPanel(
            picture: MapOverlay([shown.map], choice: .diverging).drawn(
                picture.enlarged(shown.map), on: picture.raster),
            title: "", note: URL(fileURLWithPath: shown.image.path).lastPathComponent,
            truth: shown.boxes.filter { wanted.contains($0.name) }.map { picture.box($0.box) })
    }
}

extension SceneRequest {
    /// The parameters that the sheet depends on.
    var parameters: PictureParameters {
        let usual = SceneRequest(objects: objects)
        var parameters = PictureParameters(
            subject: "head", name, mark: name == usual.name ? name : "scenes-\(SheetFiles.identifier(name))")
        parameters.add(
            "labels", URL(fileURLWithPath: labels.text).lastPathComponent, default: HeadLabels.Source.atlas.text)
        switch objects {
        case .masks: parameters.add("objects", "masks", mark: nil)
        case .boxes: parameters.add("objects", "boxes", mark: "boxes")
        }
        parameters.add("threshold", "\(threshold)", default: "\(usual.threshold)")
        parameters.add("least", least, default: usual.least)
        parameters.add(recipe.parameters(default: usual.recipe))
        return parameters
    }
}
