import Analyses
import Foundation
import Images
import Reporting
import Scenes
import Sheets
package import UnitAtlas
import Units

/// The page of the demo: the recipes of the classes, the units the network found for them, and links to the contact sheets.
/// It is a single file that loads only the pictures next to it.
package struct DemoPage {
    private let demo: Demo
    private let report: DemoReport
    /// The class whose sheet is shown at the top.
    private let featured = SceneClass.harbour

    /// The page of a demo whose sheets have been drawn.
    package init(_ demo: Demo, report: DemoReport) {
        self.demo = demo
        self.report = report
    }

    /// Writes the page and the pictures of the parts.
    ///
    /// - Throws: `OutputError` if a file cannot be written.
    package func write() throws {
        let folder = demo.output + "/parts"
        try OutputFile.prepare(folder: folder)
        for part in Part.allCases {
            let parameters = PictureParameters(subject: "part", part.name, mark: part.name)
            let notes = PictureNotes(
                title: "The part \(part.name)", source: nil, description: "A part of the demo's scenes.",
                parameters: parameters.text)
            try OutputFile.write(
                try part.picture(side: 96), notes: notes, to: "\(folder)/\(SheetFiles.name(parameters))")
        }
        try OutputFile.write(Array(html.text.utf8), to: demo.page)
    }

    var html: HTML {
        let examples = examples()
        let cards = report.classes.enumerated().map { card($1, index: $0, examples: examples[$1] ?? []) }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Demo.pageTitle)</title>
            <style>\(HTML(verbatim: StyleSheet.text + Self.style))</style>
            </head>
            <body>
            <main class="demo">
            <h1>What a small network has learned</h1>
            <p class="lead">\(report.images) drawn scenes of \(report.classes.count) classes. A class is a recipe of two \
            to four parts, and every part occurs in several classes. The network was trained on the names of the classes \
            and never saw a part by itself; the units of its last convolution are the words it found for them.</p>
            <dl class="figures">\(figures)</dl>
            <h2>A class as a bag of words: \(featured.name)</h2>
            <p>Each row is a unit; the one that argues most strongly for the class comes first. On the right are its top \
            nine scenes. The bright area is the unit's activation mask.</p>
            <a href="\(sheet(featured))"><img class="sheet" src="\(sheet(featured))" \
            alt="Contact sheet of the class \(featured.name)"></a>
            <h2>All classes</h2>
            <div class="recipes">\(cards)</div>
            <h2>How this is measured</h2>
            <p>For every scene it is known which pixels belong to which part. A unit is assigned the part that its \
            activation masks match best (intersection over union) on every other scene of its top images; the number \
            given is measured on the remaining ones. The random baseline is the expected value for units drawn at \
            random.</p>
            </main>
            <footer><p>Made by unit-atlas \(Software.version) from scenes with seed \(String(demo.seed)).</p>
            <p>The atlas next to this page, \(URL(fileURLWithPath: demo.atlas).lastPathComponent), answers more \
            questions: <code>unit-atlas query --list</code></p></footer>
            </body>
            </html>

            """
    }

    private var figures: [HTML] {
        func figure(_ key: String, _ name: HTML, _ note: HTML) -> HTML {
            "<div><dt>\(name)</dt><dd>\(report.text(key))</dd><dd class=\"note\">\(note)</dd></div>"
        }
        return [
            figure("accuracy", "scenes classified correctly", "none of them seen in training"),
            figure(
                "top_units_in_recipe", "of the three strongest units of a class detect one of its parts",
                "\(report.text("top_units_in_recipe_random")) of random units"),
            figure(
                "mean_iou", "mean intersection over union of a unit and its part",
                """
                \(report.text("mean_iou_random")) for random units. This measures how exactly masks outline a part, not \
                whether it is the right one: nearly every unit here outlines some part about equally well. What sets the \
                strongest units apart is that the part belongs to their class.
                """),
        ]
    }

    private func card(_ scene: SceneClass, index: Int, examples: [String]) -> HTML {
        let parts = scene.recipe.map { part -> HTML in
            "<figure><img src=\"parts/\(part.name).png\" alt=\"\"><figcaption>\(part.name)</figcaption></figure>"
        }
        let pictures = examples.map { name -> HTML in
            "<img src=\"scenes/images/\(name)\" alt=\"a scene of the class \(scene.name)\">"
        }
        let units = report.recipeAgreement.words.filter { $0.classID.value == index }.map { word -> HTML in
            let part = word.agreement.part.map { DemoReport.part($0).name } ?? "no part"
            let mark: HTML = word.isInRecipe ? "yes" : "bad"
            return """
                <tr><td>unit \(word.unit.value)</td><td class="number">\(NumberFormat.signed(word.weight))</td>\
                <td class="\(mark)">\(part)</td>\
                <td class="number">\(NumberFormat.ratio(word.agreement.intersectionOverUnion))</td></tr>
                """
        }
        return """
            <article>
            <h3><a href="\(sheet(scene))">\(scene.name)</a></h3>
            <div class="recipe">\(parts)</div>
            <div class="scenes">\(pictures)</div>
            <table><tr><th>unit</th><th class="number">weight</th><th>detects</th><th class="number">IoU</th></tr>
            \(units)</table>
            <p><a href="\(sheet(scene))">contact sheet</a></p>
            </article>
            """
    }

    /// The path of a class's sheet, relative to the page.
    private func sheet(_ scene: SceneClass) -> String {
        let index = report.classes.firstIndex(of: scene) ?? 0
        let folder = URL(fileURLWithPath: demo.sheets).lastPathComponent
        let record = ClassRecord(id: ClassID(index), name: scene.name, wnid: nil)
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
