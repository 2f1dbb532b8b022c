import Foundation
import Images
import TestSupport
import Testing

/// `index` on an atlas that other commands wrote to, after images changed or were added.
struct UpdateCommandTests {
    /// Every command that writes into an atlas.
    private static let writers = [
        ["receptive-field", "a.sqlite", "--units", "0-1", "--patch", "2", "--stride", "1"],
        ["segment", "a.sqlite", "0", "--method", "threshold", "--fraction", "0.5", "--of", "image"],
        ["head", "train", "a.sqlite", "--name", "own", "--labels", "atlas", "--test-share", "0"],
        ["head", "export", "a.sqlite", "--head", "own", "--output", "own.json"],
        ["head", "import", "a.sqlite", "own.json", "--name", "foreign"],
        ["ablate", "a.sqlite", "--store"],
        ["localize", "a.sqlite", "--boxes", "boxes.csv"],
        [
            "discover", "concept", "a.sqlite", "--name", "rot", "--phrase", "red square", "--captions", "captions.csv",
            "--test-share", "0.4", "--folds", "2",
        ],
        ["discover", "scene", "a.sqlite", "--masks", "masks"],
        ["discover", "text", "a.sqlite", "--boxes", "words.csv", "--test-share", "0.5", "--folds", "2"],
        ["name-units", "a.sqlite", "--masks", "masks"],
    ]

    private func written() throws -> DiscoverCommandTests.Squares {
        let squares = try DiscoverCommandTests.Squares()
        let boxes = (0..<12).map { "s\($0 * 3 < 10 ? "0" : "")\($0 * 3).png,red,0,0,4,4\n" }.joined()
        try squares.folder.write("image,class,x0,y0,x1,y1\n" + boxes, to: "boxes.csv")
        for command in Self.writers {
            let outcome = try squares.run(command)
            #expect(outcome.status == 0, "\(command.joined(separator: " ")): \(outcome.stderr)")
        }
        return squares
    }

    private func rows(_ squares: DiscoverCommandTests.Squares, _ tables: [String]) throws -> [String] {
        try squares.answer(
            tables.map { "SELECT '\($0)' || count(*) AS n FROM \($0)" }.joined(separator: " UNION ALL "))
    }

    private static let derived = [
        "ablation", "discovery", "scene_object", "unit_concept", "localization", "localization_image", "segmentation",
        "receptive_field", "discrepancy", "discovery_state", "head_label",
    ]

    /// Another modification time alone is no change: nothing is indexed again, nothing removed, and the time is stored.
    @Test(arguments: [[], ["--update"]])
    func touchedImagesAreTheSame(_ options: [String]) throws {
        let squares = try written()
        let before = try rows(squares, Self.derived)
        let file = squares.folder.file("images/s03.png")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: file)
        for command in [["localize", "a.sqlite", "--boxes", "boxes.csv"], ["cam", "a.sqlite", "s03.png"]] {
            #expect(try squares.run(command).status == 0)
        }
        let outcome = try squares.run(["index", "a.sqlite"] + options)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(!outcome.messages.contains { $0.hasPrefix("removed") })
        #expect(try rows(squares, Self.derived) == before)
        let stored = try squares.answer("SELECT modified FROM image WHERE path = 's03.png'")
        #expect(stored == ["1000000000000000000"])
    }

    /// Every command that reads images, and its status where they have changed: 2 where pictures are missing.
    private static let readers: [([String], Int32)] = [
        (["cam", "a.sqlite", "s03.png"], 1), (["cam", "a.sqlite", "images/s03.png"], 1),
        (["cam", "a.sqlite", "s03"], 1),
        (["localize", "a.sqlite", "--boxes", "boxes.csv"], 1),
        (["localize", "a.sqlite", "--boxes", "boxes.csv", "--study"], 1),
        (["name-units", "a.sqlite", "--masks", "masks"], 1),
        (["discover", "scene", "a.sqlite", "--masks", "masks"], 1),
        (["discover", "text", "a.sqlite", "--boxes", "words.csv", "--test-share", "0.5", "--folds", "2"], 1),
        (
            [
                "discover", "concept", "a.sqlite", "--name", "rot", "--phrase", "red square", "--captions",
                "captions.csv",
                "--test-share", "0.4", "--folds", "2",
            ], 1
        ),
        (["receptive-field", "a.sqlite", "--units", "0", "--patch", "2", "--stride", "1"], 1),
        (["index", "a.sqlite"], 1),
        (["unit", "a.sqlite", "0"], 2), (["atlas", "a.sqlite", "red"], 2),
        (["similar", "a.sqlite", "s03.png", "--sheet", "near.png"], 2),
        (["explore", "a.sqlite", "--export", "pages"], 2),
    ]

    /// Changed images are refused, or their tiles are empty and a message says so.
    @Test func changedImagesAreNamed() throws {
        let squares = try DiscoverCommandTests.Squares()
        try squares.folder.write("image,class,x0,y0,x1,y1\ns03.png,red,0,0,4,4\n", to: "boxes.csv")
        for index in 0..<36 {
            let picture = TinyImages.picture { x, y in [UInt8(index), UInt8(x), UInt8(y)] }
            try TinyImages.write(picture, to: squares.folder, "images/s\(index < 10 ? "0" : "")\(index).png")
        }
        for (command, status) in Self.readers {
            let outcome = try squares.run(command)
            #expect(outcome.status == status, "\(command): \(outcome.stderr)")
            #expect(outcome.stderr.contains(/s\d\d\.png.*changed/), "\(command): \(outcome.stderr)")
        }
    }

    @Test func updatingRemovesEverythingThatDerivesFromChangedImages() throws {
        let squares = try written()
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.white }, to: squares.folder, "images/s03.png")
        let outcome = try squares.run(["index", "a.sqlite", "--update"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let message = try #require(outcome.messages.first { $0.hasPrefix("removed (images changed): ") })
        for part in [
            "head “own”", "head “rot”", "labels of head “foreign”", "ablation of head “native”", "1 localization run",
            "3 discoveries", "unit names", "masks", "2 receptive fields",
        ] { #expect(message.contains(part), "\(part): \(message)") }
        #expect(try rows(squares, Self.derived) == Self.derived.map { $0 + "0" })
        #expect(try squares.answer("SELECT name FROM head ORDER BY id") == ["native", "foreign"])
        #expect(try squares.answer("SELECT count(*) FROM image") == ["36"])
        #expect(try squares.answer("SELECT state FROM progress") == ["complete"])
        // All of it can be made again.
        for command in [Self.writers[2], Self.writers[5], Self.writers[10]] {
            #expect(try squares.run(command).status == 0, "\(command)")
        }
    }

    @Test func addingImagesRemovesWhatDependsOnAllOfThem() throws {
        let squares = try written()
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.white }, to: squares.folder, "images/t.png")
        let outcome = try squares.run(["index", "a.sqlite"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let message = try #require(outcome.messages.first { $0.hasPrefix("removed (images changed): ") })
        for part in ["ablation of head “native”", "unit names", "masks"] {
            #expect(message.contains(part), "\(message)")
        }
        for part in ["head “own”", "localization", "discover"] { #expect(!message.contains(part), "\(message)") }
        #expect(
            try rows(squares, ["segmentation", "unit_concept", "localization", "scene_object"]) == [
                "segmentation0", "unit_concept0", "localization1", "scene_object3",
            ])
        #expect(try squares.answer("SELECT count(*) FROM ablation") == ["0"])
    }

    /// An atlas of an older version is refused, and rebuilt from its settings on request.
    @Test func anOlderAtlasIsRebuilt() throws {
        let tiny = try TinyAtlas.indexed()
        let before = try tiny.answer("SELECT path FROM image ORDER BY path")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        // SQLite's user_version, big-endian, at byte 60.
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 9])
        try bytes.write(to: URL(fileURLWithPath: tiny.atlas))
        expectRefusal(try tiny.run(["rank", tiny.atlas, "red"]), "older version", "index", "--update")
        expectRefusal(try tiny.run(["index", tiny.atlas]), "older version")
        let outcome = try tiny.run(["index", tiny.atlas, "--update"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("was built by an older version; it was rebuilt from its settings"))
        #expect(try tiny.answer("SELECT path FROM image ORDER BY path") == before)
        #expect(tiny.atlasFiles == ["tiny.sqlite"])
    }
}
