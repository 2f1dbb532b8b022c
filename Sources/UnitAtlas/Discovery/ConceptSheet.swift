import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Units

/// The sheet of a concept: the images that its head finds first, and those that it is wrong about, with maps.
struct ConceptSheet {
    private let report: ConceptReport
    private let maps: ConceptMaps

    init(_ report: ConceptReport, _ maps: ConceptMaps) {
        self.report = report
        self.maps = maps
    }

    /// Writes it into `folder`.
    ///
    /// - Returns: Its path: `concept-two-wheels.png`.
    func write(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let name = "concept-\(SheetFiles.Subject.slug(report.request.name)).png"
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
        let sheet = sheet
        try OutputFile.write(
            try sheet.draw(), title: sheet.title, source: maps.source,
            description: sheet.subtitles.joined(separator: ". ") + ". "
                + JSONValue.object(report.configuration).compact, to: path)
        return path
    }

    private var sheet: LocalizationSheet {
        let scale = (maps.best + maps.hardest).map(\.map)
        let overlay = MapOverlay(scale, choice: .diverging)
        return LocalizationSheet(
            title: report.request.name,
            subtitles: [
                "\(maps.source); \(report.sentence)",
                "images that the head has not seen; red argues for the concept, blue against, one scale for all",
            ],
            groups: [
                ("highest scores", maps.best), ("highest scores of images without it", maps.hardest),
            ].filter { !$0.1.isEmpty }.map { name, list in (name: name, panels: list.map { panel($0, overlay) }) })
    }

    /// Of a panel, in pixels.
    private static let side = 200
    /// Letters at the end of a file's name that are always shown.
    private static let ending = 13

    /// The name of a file as it fits under a panel, its middle left out: names of one folder often begin alike.
    static func shortened(_ name: String) -> String {
        let (look, room) = (SheetStyle.number, Double(side) - 1)
        guard look.width(of: name) > room, name.count > ending else { return name }
        let end = String(name.suffix(ending))
        return look.elided(String(name.dropLast(ending)) + end, width: room - look.width(of: end)) + end
    }

    private func panel(_ shown: ConceptMaps.Shown, _ overlay: MapOverlay) -> MapPanel {
        let picture = MapPicture(shown.geometry, raster: shown.raster, side: Self.side)
        let truth =
            shown.object?.boundingBox.map {
                [
                    picture.box(
                        shown.geometry.imageBox(
                            $0, pictureWidth: shown.geometry.pixelsAcross, height: shown.geometry.pixelsDown))
                ]
            } ?? []
        return MapPanel(
            picture: overlay.drawn(picture.enlarged(shown.map), on: picture.raster),
            title: Self.shortened(URL(fileURLWithPath: shown.image.path).lastPathComponent),
            note: "score \(NumberFormat.signed(shown.score))" + (shown.isPositive ? "" : " · without it"), truth: truth)
    }
}
