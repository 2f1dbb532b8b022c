import Analyses
import Annotations
import Foundation
import Images
import Reporting
import Sheets
import Units

/// The sheet of a concept: the images with the highest scores, and the images without the concept with the highest scores,
/// with their maps.
struct ConceptSheet {
    private let report: ConceptReport
    private let maps: ConceptMaps

    init(_ report: ConceptReport, _ maps: ConceptMaps) {
        self.report = report
        self.maps = maps
    }

    /// Writes the sheet into `folder`.
    ///
    /// - Returns: The file's path: `concept-two_wheels.png`.
    func write(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let parameters = report.request.parameters
        let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(parameters)).relativePath
        let sheet = sheet
        let notes = PictureNotes(
            title: sheet.title, source: maps.source,
            description: sheet.subtitles.joined(separator: ". ") + ". "
                + JSONValue.object(report.configuration).compact,
            parameters: parameters.text)
        try OutputFile.write(try sheet.draw(), notes: notes, to: path)
        return path
    }

    private var sheet: LocalizationSheet {
        let scale = (maps.best + maps.hardest).map(\.map)
        let overlay = MapOverlay(scale, choice: .diverging)
        var sheet = LocalizationSheet(
            title: report.request.name,
            subtitles: [
                "\(maps.source); \(report.sentence)",
                "held-out images; red argues for the concept, blue against it; all maps have the same scale",
            ],
            groups: [
                ("highest scores", maps.best), (Self.without, maps.hardest),
            ].filter { !$0.1.isEmpty }.map { name, list in
                (name: name, panels: list.map { panel($0, overlay, isMarked: name != Self.without) })
            })
        sheet.colorBar = ColorBar(overlay)
        return sheet
    }

    /// The heading over images without the concept.
    private static let without = "highest scores without the concept"

    /// The side of a panel, in pixels.
    private static let side = 200
    /// The number of characters at the end of a file name that are always shown.
    private static let ending = 13

    /// Returns a file name, shortened in the middle to fit under a panel; file names in a folder often begin with the
    /// same characters.
    static func shortened(_ name: String) -> String {
        let (look, room) = (SheetStyle.number, Double(side) - 1)
        guard look.width(of: name) > room, name.count > ending else { return name }
        let end = String(name.suffix(ending))
        return look.elided(String(name.dropLast(ending)) + end, width: room - look.width(of: end)) + end
    }

    /// - Parameter isMarked: Whether the note says that an image is without the concept, which a heading may say already.
    private func panel(_ shown: ConceptMaps.ShownMap, _ overlay: MapOverlay, isMarked: Bool) -> MapPanel {
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
            note: "score \(NumberFormat.signed(shown.score))" + (shown.isPositive || !isMarked ? "" : " · without it"),
            truth: truth)
    }
}

extension ConceptRequest {
    /// The parameters that the sheet depends on.
    var parameters: PictureParameters {
        var parameters = PictureParameters(subject: "concept", name, mark: "concept-\(SheetFiles.identifier(name))")
        parameters.add("positives", positives.text, mark: nil)
        let usual = ImageSelection.others(count: nil)
        parameters.add("negatives", negatives.text, default: usual.text)
        switch objects {
        case .masks: parameters.add("masks", true)
        case .boxes: parameters.add("boxes", true)
        case nil: parameters.add("objects", "none", mark: nil)
        }
        if objects != nil { parameters.add("object", object ?? name, default: name) }
        parameters.add(recipe.parameters(default: HeadRecipe(loss: .svm, cost: nil)))
        return parameters
    }
}
