import Foundation
import Images
import TestSupport
import Testing

/// `demo`, small: the whole way from drawn scenes to sheets, a page and a report.
struct DemoCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: [String]) throws -> Program.Outcome { try Program.run(arguments, in: folder.path) }

    /// The figures of a report.
    private func object(_ text: String) throws -> [String: Double] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Double])
    }

    @Test func nothingOfAnybodyElseIsWrittenOver() throws {
        try folder.write("<html>mine</html>", to: "site/index.html")
        expectRefusal(
            try run(["demo", "--output", "site", "--count", "12"]), "site/index.html",
            "--output")
        #expect(folder.contents == ["site"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("site")) == ["index.html"])
        let tiny = try TinyAtlas.indexed()
        try FileManager.default.createDirectory(
            atPath: tiny.folder.file("other"), withIntermediateDirectories: true)
        let atlas = tiny.folder.file("other/demo.sqlite")
        try FileManager.default.copyItem(atPath: tiny.atlas, toPath: atlas)
        expectRefusal(
            try run(["demo", "--output", tiny.folder.file("other"), "--count", "12"]), "demo.sqlite")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: atlas)) == Data(contentsOf: URL(fileURLWithPath: tiny.atlas)))
    }

    @Test func foldersWithSpacesAreQuoted() throws {
        let outcome = try run(["demo", "--output", "it's a demo", "--count", "24"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains(" rank 'it'\\''s a demo/demo.sqlite' harbour\n"))
        #expect(outcome.stdout.contains("Look at    it's a demo/index.html\n"))
    }

    @Test func theWholeDemo() throws {
        let demo = ["demo", "--output", "shown", "--count", "240", "--seed", "4"]
        let outcome = try run(demo)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let sheets = try FileManager.default.contentsOfDirectory(atPath: folder.file("shown/sheets")).sorted()
        #expect(sheets.count == 12)
        #expect(sheets.first == "class-0000-attic-rows-6.png")

        // Every link and picture of the page is there, and nothing is loaded from elsewhere.
        let page = try String(contentsOfFile: folder.file("shown/index.html"), encoding: .utf8)
        let links = page.matches(of: /(?:href|src)="([^"]*)"/).map { String($0.1) }
        #expect(links.count > 80)
        for link in Set(links) {
            #expect(FileManager.default.fileExists(atPath: folder.file("shown/\(link)")), "\(link)")
        }
        #expect(!page.contains("://"))

        // The commands that it names work.
        let commands = outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(commands.count == 3)
        for command in commands {
            let words = command.split(separator: " ").dropFirst().map(String.init)
            let result = try run(words)
            #expect(result.status == 0, "\(command): \(result.stderr)")
            #expect(result.stdout.split(separator: "\n").count > 3, "\(command)")
        }

        // Again: nothing is made anew, and the report is the same whatever the threads.
        let before = try modified("shown/scenes/images/scene-00000.png")
        let report = try run(demo + ["--report", "--format", "json"])
        #expect(report.status == 0)
        #expect(try run(demo + ["--report", "--format", "json", "--threads", "1"]).stdout == report.stdout)
        #expect(try modified("shown/scenes/images/scene-00000.png") == before)
        let figures = try object(report.stdout)
        #expect(
            Set(figures.keys) == [
                "classes", "images", "accuracy", "top_units_in_recipe", "top_units_in_recipe_random", "mean_iou",
                "mean_iou_random",
            ])
        #expect(figures["classes"] == 12)
        #expect(figures["images"] == 240)
        // As the networks were trained: 97 % is the least, and chance is 1/6 (each part in two of twelve recipes).
        #expect(try #require(figures["accuracy"]) > 0.97)
        #expect(try #require(figures["top_units_in_recipe"]) > 0.75)
        #expect(abs(try #require(figures["top_units_in_recipe_random"]) - 1.0 / 6) < 0.02)
        #expect(try #require(figures["mean_iou"]) > 0.25)
    }

    @Test func theTwinThatTakesTheMaximum() throws {
        let arguments = ["demo", "--output", "twin", "--count", "120", "--network", "gmp"]
        let figures = try object(try run(arguments + ["--report", "--format", "json"]).stdout)
        #expect(try #require(figures["accuracy"]) > 0.97)
        #expect(try run(arguments).status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.file("twin/index-gmp.html")))
        // Other scenes in the same folder: the atlas is made again.
        let other = try run([
            "demo", "--output", "twin", "--count", "60", "--network", "gmp", "--report", "--format", "json",
        ])
        #expect(try object(other.stdout)["images"] == 60)
    }

    @Test func scenesAreAnybodysData() throws {
        #expect(try run(["demo", "--scenes", "data", "--count", "36", "--seed", "9"]).status == 0)
        let masks = folder.file("data/masks/")
        let values = try table("data/masks.csv").reduce(into: [String: Int]()) {
            $0[$1["name"] ?? ""] = Int($1["value"] ?? "")
        }
        let labels = try table("data/labels.csv")
        #expect(labels.count == 36)
        #expect(Set(labels.compactMap { $0["class"] }).count == 12)
        let recipes = try Set(table("data/recipes.csv").map { "\($0["class"] ?? "") \($0["part"] ?? "")" })
        let classes = Dictionary(uniqueKeysWithValues: labels.map { ($0["image"] ?? "", $0["class"] ?? "") })
        for row in try table("data/boxes.csv") {
            #expect(recipes.contains("\(classes[row["image"] ?? ""] ?? "") \(row["part"] ?? "")"))
        }
        // Parts stand once in an image, so that a part's box is the box of its value in the mask.
        for row in try table("data/parts.csv") {
            let mask = try ImageFile.decode(path: masks + (row["image"] ?? ""))
            let value = values[row["part"] ?? ""]
            let places = (0..<mask.width * mask.height).filter { Int(mask.pixels[3 * $0]) == value }
            let (columns, rows) = (places.map { $0 % mask.width }, places.map { $0 / mask.width })
            #expect(columns.min().map(String.init) == row["x0"])
            #expect(rows.min().map(String.init) == row["y0"])
            #expect(columns.max().map { String($0 + 1) } == row["x1"])
            #expect(rows.max().map { String($0 + 1) } == row["y1"])
            #expect(String(places.count) == row["pixels"])
        }
        let boxes = try String(contentsOfFile: folder.file("data/boxes.csv"), encoding: .utf8)
        #expect(boxes.hasPrefix("image,x0,y0,x1,y1,part\n"))
    }

    @Test func whatIsRefused() throws {
        try folder.write("mine", to: "data/notes.txt")
        expectRefusal(try run(["demo", "--scenes", "data", "--count", "2"]), "notes.txt")
        #expect(folder.contents == ["data"])
        expectRefusal(try run(["demo", "--count", "0"]), status: 64)
        expectRefusal(try run(["demo", "--scenes", "x", "--report"]), status: 64)
        let outcome = try Program.run(
            ["demo", "--count", "2"], in: folder.path, environment: ["UNIT_ATLAS_DEMO_MODELS": folder.path])
        expectRefusal(outcome, "UNIT_ATLAS_DEMO_MODELS")
    }

    private func modified(_ name: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: folder.file(name))[.modificationDate] as? Date
    }

    /// A table of plain fields.
    private func table(_ name: String) throws -> [[String: String]] {
        let lines = try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n")
        let header = lines[0].split(separator: ",").map(String.init)
        return lines.dropFirst().map { line in
            Dictionary(
                uniqueKeysWithValues: zip(
                    header, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)))
        }
    }
}
