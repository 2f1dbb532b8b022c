import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Tensors
import Units

/// The sheet of scenes: images of each with its map, and boxes around the objects that lie where the map is high.
struct SceneSheet {
    /// An image to be shown.
    struct Shown: Sendable {
        let label: Int
        let image: ImageRecord
        let raster: Raster
        let map: Plane
        let geometry: MapGeometry
        /// Objects with their boxes in the image.
        let boxes: [(name: Int, box: ObjectBox)]
    }

    private let report: SceneReport
    private let shown: [Shown]
    /// Scenes on a sheet, and objects that are named and boxed.
    private static let scenes = 12
    private static let objects = 4

    init(_ report: SceneReport, _ shown: [Shown]) {
        self.report = report
        self.shown = shown
    }

    /// Writes it into `folder`.
    ///
    /// - Returns: Its path: `scenes.png`.
    func write(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let name = "scene-\(SheetFiles.Subject.slug(report.request.name)).png"
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
        let sheet = sheet
        try OutputFile.write(
            try sheet.draw(), title: sheet.title, source: report.source,
            description: sheet.subtitles.joined(separator: ". ") + ".", to: path)
        return path
    }

    private var sheet: LocalizationSheet {
        let listed = report.scenes.prefix(Self.scenes)
        var sheet = LocalizationSheet(
            title: "What scenes are made of",
            subtitles: [
                "\(report.source); images that the head has not seen, those of the highest scores",
                "lift: how much more of an object lies where the scene's map is high than of anything; green: those of a lift"
                    + " above 1 among the first \(Self.objects)"
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

    private func panel(_ shown: Shown, _ wanted: Set<Int>) -> MapPanel {
        let picture = MapPicture(shown.geometry, raster: shown.raster, side: 160)
        return MapPanel(
            picture: MapOverlay([shown.map], choice: .diverging).drawn(
                picture.enlarged(shown.map), on: picture.raster),
            title: "", note: URL(fileURLWithPath: shown.image.path).lastPathComponent,
            truth: shown.boxes.filter { wanted.contains($0.name) }.map { picture.box($0.box) })
    }
}
