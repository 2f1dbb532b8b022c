import Analyses
import Foundation
import ImageCollections
import Images
import Reporting
import Scenes
import Sheets
import Units

/// The demo's page: what the classes are made of, which words the network found, and the way to the contact sheets.
/// One file; it loads nothing but the pictures beside it.
struct DemoPage {
    private let demo: Demo
    private let report: DemoReport
    /// The class whose sheet stands at the top.
    private let featured = SceneClass.harbour

    init(_ demo: Demo, report: DemoReport) {
        self.demo = demo
        self.report = report
    }

    private static let title = "<title>Unit Atlas: the demo</title>"

    /// Whether the file at `path` is such a page.
    static func isOurs(_ path: String) -> Bool {
        (try? TextFile.text(path))?.contains(title) == true
    }

    /// Writes the page and the pictures of the parts.
    func write() throws {
        let folder = demo.output + "/parts"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for part in Part.allCases {
                let parameters = PictureParameters(subject: "part", part.name, mark: part.name)
                try OutputFile.write(
                    try part.picture(side: 96),
                    notes: PictureNotes(
                        title: "The part \(part.name)", source: nil, description: "A part of the demo's scenes.",
                        parameters: parameters.text), to: "\(folder)/\(SheetFiles.name(parameters))")
            }
            try Data(text.utf8).write(to: URL(fileURLWithPath: demo.page), options: .atomic)
        } catch let error as CocoaError {
            throw UnitAtlasError.file(
                path: error.filePath ?? demo.page, reason: "it cannot be written; check the folder and the free space")
        }
    }

    var text: String {
        let examples = examples()
        let cards = report.classes.enumerated().map { card($1, index: $0, examples: examples[$1] ?? []) }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            \(Self.title)
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <header>
            <h1>What a small network has learned</h1>
            <p class="lead">\(report.images) drawn scenes of \(report.classes.count) classes. A class is nothing but a \
            recipe of two to four parts, and no part belongs to one class alone. The network saw the classes' names and \
            never a part; it had to find the parts by itself. Its last convolution's units are its words for them.</p>
            <dl class="figures">
            \(figures)
            </dl>
            </header>
            <section>
            <h2>A class as a bag of words: \(featured.name)</h2>
            <p>Each row is a unit, from the one that argues most strongly for the class. To the right the nine scenes \
            that excite it most; bright is what it looks at.</p>
            <a href="\(sheet(featured))"><img class="sheet" src="\(sheet(featured))" \
            alt="Contact sheet of the class \(featured.name)"></a>
            </section>
            <section>
            <h2>All classes</h2>
            <div class="cards">
            \(cards.joined(separator: "\n"))
            </div>
            </section>
            <section>
            <h2>How this is measured</h2>
            <p>For every scene it is known which pixels belong to which part. A unit's part is the one that its regions \
            cover best (intersection over union) on every other of its best scenes, and the figure given is that of the \
            scenes in between. At random means: expected of units drawn without looking.</p>
            </section>
            <footer>Made by unit-atlas \(Software.version), scenes of seed \(demo.seed). The atlas beside this page, \
            \(URL(fileURLWithPath: demo.atlas).lastPathComponent), answers more questions: \
            <code>unit-atlas query --list</code>.</footer>
            </main>
            </body>
            </html>

            """
    }

    private var figures: String {
        func figure(_ value: String, _ name: String, _ note: String) -> String {
            "<div><dt>\(name)</dt><dd>\(value)</dd><dd class=\"note\">\(note)</dd></div>"
        }
        return [
            figure(report.text("accuracy"), "scenes classified rightly", "none of them seen in training"),
            figure(
                report.text("top_units_in_recipe"), "of the strongest three units of a class detect its parts",
                "\(report.text("top_units_in_recipe_random")) of units at random"),
            figure(
                report.text("mean_iou"),
                "intersection over union of a word with its part",
                "\(report.text("mean_iou_random")) for units at random. "
                    + "This says how exactly regions outline a part, not whether it is the right one: nearly every unit"
                    + " here outlines some part, about equally well, and what sets the strongest units apart is that the"
                    + " part belongs to their class."),
        ].joined(separator: "\n")
    }

    private func card(_ scene: SceneClass, index: Int, examples: [String]) -> String {
        let parts = scene.recipe.map {
            "<figure><img src=\"parts/\($0.name).png\" alt=\"\"><figcaption>\($0.name)</figcaption></figure>"
        }
        let pictures = examples.map { "<img src=\"scenes/images/\($0)\" alt=\"a scene of \(scene.name)\">" }
        let words = report.recipeAgreement.words.filter { $0.classID.value == index }.map { word in
            let part = word.agreement.part.map { DemoReport.part($0).name } ?? "no part"
            let overlap = NumberFormat.ratio(word.agreement.intersectionOverUnion)
            return """
                <tr><td>unit \(word.unit)</td><td class="number">\(NumberFormat.signed(word.weight))</td>\
                <td class="\(word.isInRecipe ? "yes" : "no")">\(part)</td><td class="number">\(overlap)</td></tr>
                """
        }
        return """
            <article>
            <h3><a href="\(sheet(scene))">\(scene.name)</a></h3>
            <div class="recipe">\(parts.joined())</div>
            <div class="scenes">\(pictures.joined())</div>
            <table><tr><th>word</th><th class="number">weight</th><th>detects</th><th class="number">IoU</th></tr>
            \(words.joined(separator: "\n"))</table>
            <p><a href="\(sheet(scene))">contact sheet</a></p>
            </article>
            """
    }

    /// Relative to the page.
    private func sheet(_ scene: SceneClass) -> String {
        let index = report.classes.firstIndex(of: scene) ?? 0
        let record = ClassRecord(id: ClassID(index), name: scene.name, wnid: nil)
        let folder = URL(fileURLWithPath: demo.sheets).lastPathComponent
        return folder + "/" + SheetFiles.name(Demo.sheetOptions.parameters(of: record, head: nil))
    }

    /// The first scenes of each class.
    private func examples() -> [SceneClass: [String]] {
        var result: [SceneClass: [String]] = [:]
        for index in 0..<min(demo.count, 4 * SceneClass.allCases.count) {
            let scene = Scene(seed: demo.seed, index: index)
            result[scene.sceneClass, default: []].append(scene.fileName)
        }
        return result
    }
}
