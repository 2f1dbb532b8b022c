import Foundation
import Images
import TestSupport
import Testing

/// Images whose names differ in bytes only are different images to every command.
struct PathIdentityTests {
    private let tiny: TinyAtlas
    /// Paths as the atlas has them, in the order of their bytes, with their colours.
    private static let images: [(path: String, label: Int)] = [
        ("A.png", 2), ("a.png", 0), ("cafe\u{301}.png", 1), ("caf\u{E9}.png", 0), ("x\\xE8.png", 2), ("x\\xE9.png", 1),
    ]

    init() throws {
        tiny = try TinyAtlas()
        let colors = [TinyImages.red, TinyImages.green, TinyImages.blue]
        var labels = "image,class_index\n"
        for (path, label) in Self.images {
            labels += "\(path),\(label)\n"
            let name = path.hasPrefix("x") ? "color.png" : "names/" + path
            try TinyImages.write(TinyImages.picture { _, _ in colors[label] }, to: tiny.folder, name)
            if path.hasPrefix("x") {
                let byte: UInt8 = path.contains("E8") ? 0xE8 : 0xE9
                try tiny.folder.copy("color.png", to: Array("names/x".utf8) + [byte] + Array(".png".utf8))
            }
        }
        try tiny.folder.write(labels, to: "labels.csv")
    }

    private func index(_ images: String) throws -> Program.Outcome {
        try tiny.run(
            ["index", tiny.atlas, "--model", tiny.model, "--images", images, "--labels", "labels.csv"])
    }

    private func expectAll() throws {
        let answer = try tiny.answer(
            """
            SELECT i.path, i.label, p.class FROM image i JOIN prediction p ON p.image = i.id WHERE p.rank = 1 ORDER BY i.path
            """)
        let expected = Self.images.map { "\($0.path),\($0.label),\($0.label)" }
        #expect(answer.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func theyAreIndexedAndLabelledApart() throws {
        let outcome = try index("names")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("6 images indexed, 6 new"))
        #expect(outcome.stderr.contains("labelled: 6, top-1 correct: 6"), "\(outcome.stderr)")
        try expectAll()
        let again = try tiny.run(["index", tiny.atlas])
        #expect(again.status == 0 && again.stderr.contains("no new images"), "\(again.stderr)")
    }

    @Test func aListNamesThemApart() throws {
        try tiny.folder.write(Self.images.map(\.path).joined(separator: "\n"), to: "names/list.txt")
        #expect(try index("names/list.txt").status == 0)
        try expectAll()
    }

    @Test func theyAreDrawnAndExportedApart() throws {
        #expect(try index("names").status == 0)
        for (path, label) in Self.images {
            let outcome = try tiny.run(["cam", tiny.atlas, path, "--limit", "1", "--format", "csv", "--output", "cam"])
            #expect(outcome.status == 0, "\(path): \(outcome.stderr)")
            #expect(outcome.stdout.contains(",\(label),"), "\(path): \(outcome.stdout)")
        }
        #expect(try tiny.run(["unit", tiny.atlas, "--all"]).status == 0)
        let export = try tiny.run(["explore", tiny.atlas, "--export", "pages"])
        #expect(export.status == 0, "\(export.stderr)")
        let colors = [TinyImages.red, TinyImages.green, TinyImages.blue]
        for (id, (_, label)) in zip(try tiny.answer("SELECT id FROM image ORDER BY path"), Self.images) {
            #expect(FileManager.default.fileExists(atPath: tiny.folder.file("pages/image/\(id).html")))
            let picture = try ImageFile.decode(path: tiny.folder.file("pages/picture/image/\(id)/small.png"))
            #expect(Array(picture.pixels.prefix(3)) == colors[label])
        }
    }
}
