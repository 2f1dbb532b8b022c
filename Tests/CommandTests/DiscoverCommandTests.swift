import Foundation
import Images
import Store
import TestSupport
import Testing

/// `discover` and `name-units` on pictures of the tiny classifier: red squares, and other colours.
struct DiscoverCommandTests {
    /// 36 pictures of 8×8 pixels on black: red, green or blue squares of 4×4 pixels at one of four places, with masks.
    struct Squares {
        let folder: TemporaryFolder
        let atlas: String

        static let colors = ["red", "green", "blue"]

        init() throws {
            folder = try TemporaryFolder()
            let model = try TinyClassifier.write(to: folder)
            var (labels, captions, boxes) = ("image,class\n", "image,caption\n", "image,x0,y0,x1,y1\n")
            var recipes = "class,object\n"
            for color in Self.colors {
                recipes +=
                    "\(color == "red" ? "\"red, crimson\"" : color == "green" ? "\"green, leaf\"" : "\"blue, sea\""),\(color)\n"
            }
            for index in 0..<36 {
                let color = index % 3
                let (x, y) = (index / 3 % 2 * 4, index / 6 % 2 * 4)
                let name = "s\(index < 10 ? "0" : "")\(index).png"
                let paint = [TinyImages.red, TinyImages.green, TinyImages.blue][color]
                let isIn = { (px: Int, py: Int) in (x..<x + 4).contains(px) && (y..<y + 4).contains(py) }
                // Of many shades, so that no two pictures are equal.
                let shade = paint.map { UInt8(Int($0) * (60 + index) / 100) }
                try TinyImages.write(
                    TinyImages.picture { isIn($0, $1) ? shade : TinyImages.black }, to: folder, "images/\(name)")
                let value = UInt8((color + 1) * 10)
                try TinyImages.write(
                    TinyImages.picture { isIn($0, $1) ? [value, value, value] : TinyImages.black }, to: folder,
                    "masks/\(name)")
                labels +=
                    "\(name),\(["red", "green", "blue"][color] == "red" ? "n00000001" : color == 1 ? "n00000002" : "n00000003")\n"
                captions += "\(name),\"A \(Self.colors[color]) square, No. \(index)\"\n"
                if color == 0 { boxes += "\(name),\(x),\(y),\(x + 4),\(y + 4)\n" }
            }
            labels = labels.replacing("image,class", with: "image,wnid")
            try folder.write(labels, to: "labels.csv")
            try folder.write(captions, to: "captions.csv")
            try folder.write(boxes, to: "words.csv")
            try folder.write(recipes, to: "recipes.csv")
            try folder.write("value,name\n0,background\n10,red\n20,green\n30,blue\n", to: "masks.csv")
            atlas = folder.file("a.sqlite")
            let made = try run([
                "index", "a.sqlite", "--model", model, "--images", "images", "--labels", "labels.csv",
            ])
            #expect(made.status == 0, "\(made.stderr)")
        }

        func run(_ arguments: [String]) throws -> Program.Outcome { try Program.run(arguments, in: folder.path) }

        func answer(_ sql: String) throws -> [String] {
            let outcome = try run(["query", "a.sqlite", sql, "--format", "csv"])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            return outcome.stdout.split(separator: "\n").dropFirst().map(String.init)
        }

        func object(_ arguments: [String]) throws -> [String: Any] {
            let outcome = try run(arguments + ["--format", "json"])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            let value = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
            return try #require(value as? [String: Any])
        }
    }

    private static let concept = ["discover", "concept", "a.sqlite", "--test-share", "0.4", "--folds", "2"]

    @Test func aConceptIsLearnedFromCaptions() throws {
        let squares = try Squares()
        let words = Self.concept + ["--name", "rot", "--phrase", "RED square", "--captions", "captions.csv"]
        let found = try squares.object(words + ["--masks", "masks", "--object", "red"])
        #expect(found["positives"] as? Int == 12 && found["negatives"] as? Int == 24)
        #expect(found["average_precision"] as? Double == 1)
        #expect(found["masked_images"] as? Int == found["test_positives"] as? Int)
        // The map is enlarged smoothly, beyond the square that it is about.
        let inside = try #require(found["inside_mask"] as? Double)
        #expect(inside > 0.5 && inside < 1)
        #expect(abs((found["mask_area"] as? Double ?? 0) - 0.25) < 1e-6)
        let units = try #require(found["units"] as? [[String: Any]])
        #expect(units.first?["unit"] as? Int == 0)
        #expect(squares.folder.contents.contains("Output"))
        // The head is one like any other, and the run is stored.
        #expect(try squares.answer("SELECT kind, name FROM discovery") == ["concept,rot"])
        #expect(try squares.answer("SELECT name FROM class WHERE head = 2 ORDER BY id") == ["rot", "not rot"])
        for command in [["rank", "a.sqlite", "rot"], ["cam", "a.sqlite", "s00.png"], ["atlas", "a.sqlite", "rot"]] {
            #expect(try squares.run(command + ["--head", "rot"]).status == 0)
        }
        expectRefusal(try squares.run(words), "“rot”")
        // The same again gives the same.
        let again = try squares.object(words + ["--replace", "--masks", "masks", "--object", "red"])
        #expect(again["inside_mask"] as? Double == inside)
        #expect(try squares.answer("SELECT count(*) FROM discovery") == ["1"])
    }

    @Test func otherWaysToNameImages() throws {
        let squares = try Squares()
        let list = (0..<12).map { "images/s\($0 < 4 ? "0" : "")\(3 * $0).png" }.joined(separator: "\n")
        try squares.folder.write(list, to: "list.txt")
        let byList = try squares.object(Self.concept + ["--name", "a", "--positives", "list.txt"])
        let byClass = try squares.object(Self.concept + ["--name", "b", "--class", "crimson"])
        #expect(byList["positives"] as? Int == 12 && byClass["positives"] as? Int == 12)
        #expect(byList["average_precision"] as? Double == byClass["average_precision"] as? Double)
        let few = try squares.object(
            Self.concept + ["--name", "c", "--class", "crimson", "--negative-count", "11", "--seed", "4"])
        #expect(few["negatives"] as? Int == 11)
    }

    @Test func scenesAreMadeOfTheirObjects() throws {
        let squares = try Squares()
        let found = try squares.object([
            "discover", "scene", "a.sqlite", "--masks", "masks", "--recipes", "recipes.csv", "--cost", "100",
        ])
        #expect(found["scenes"] as? Int == 3 && found["images"] as? Int == 18)
        #expect(found["precision_at_n"] as? Double == 1)
        let rows = try #require(found["scene_objects"] as? [[String: Any]])
        #expect(rows.map { $0["object"] as? String } == ["red", "green", "blue"])
        #expect(rows.allSatisfy { ($0["frequency"] as? Double) == 1 && ($0["lift"] as? Double ?? 0) > 1.5 })
        #expect(try squares.answer("SELECT object FROM scene_object ORDER BY class") == ["red", "green", "blue"])
        // Its head is stored, and so are the parameters.
        #expect(try squares.answer("SELECT configuration ->> 'threshold' FROM discovery") == ["0.2"])
        #expect(try squares.run(["rank", "a.sqlite", "crimson", "--head", "scenes"]).status == 0)
    }

    @Test func textIsFoundAndMeasured() throws {
        let squares = try Squares()
        let found = try squares.object([
            "discover", "text", "a.sqlite", "--boxes", "words.csv", "--test-share", "0.5", "--folds", "2",
        ])
        #expect(found["average_precision"] as? Double == 1)
        #expect(found["recall"] as? Double == 1 && found["precision"] as? Double == 1)
        #expect((found["mean_iou"] as? Double ?? 0) > 0.5)
        #expect((found["curve"] as? [[String: Any]])?.count == 50)
        let plot = try #require(found["plot"] as? String)
        #expect(plot == "Output/text-text-folds-2-test-share-0.5.png")
        #expect(try ImageFile.decode(path: squares.folder.file(plot)).width > 400)
        #expect(try squares.answer("SELECT figures ->> 'recall' FROM discovery WHERE kind = 'text'") == ["1.0"])
    }

    @Test func keysAreDocumented() throws {
        let squares = try Squares()
        let concept = Self.concept + ["--name", "x", "--class", "red"]
        let masked = Self.concept + ["--name", "y", "--class", "red", "--masks", "masks", "--object", "red"]
        let scene = ["discover", "scene", "a.sqlite", "--masks", "masks"]
        let text = ["discover", "text", "a.sqlite", "--boxes", "words.csv", "--test-share", "0.5", "--folds", "2"]
        let names = ["name-units", "a.sqlite", "--masks", "masks"]
        try JSONKeyTests.check(
            [
                .init(headings: ["discover concept"], arguments: concept),
                .init(headings: ["discover concept", "discover concept --masks"], arguments: masked),
                .init(headings: ["discover scene"], arguments: scene),
                .init(
                    headings: ["discover scene"],
                    arguments: scene + ["--recipes", "recipes.csv", "--name", "z", "--limit", "1"]),
                .init(headings: ["discover text"], arguments: text),
                .init(headings: ["name-units"], arguments: names),
                .init(headings: ["name-units"], arguments: names + ["--limit", "2"]),
            ], squares.run)
    }

    @Test func unitsAreNamed() throws {
        let squares = try Squares()
        let found = try squares.object(["name-units", "a.sqlite", "--masks", "masks"])
        #expect(found["units"] as? Int == 5 && found["images"] as? Int == 36)
        let names = try #require(found["names"] as? [[String: Any]])
        #expect(names.prefix(3).map { $0["concept"] as? String } == ["red", "green", "blue"])
        #expect(names.prefix(3).allSatisfy { $0["detector"] as? Int == 1 })
        // Dead.
        #expect(names[4]["concept"] is NSNull && names[4]["detector"] as? Int == 0)
        #expect(
            try squares.answer("SELECT concept FROM unit_name WHERE unit < 3 ORDER BY unit") == [
                "red", "green", "blue",
            ])
        #expect(try squares.answer("SELECT count(*) FROM discovery_state") == ["0"])
        let rank = try squares.run(["rank", "a.sqlite", "crimson", "--limit", "1", "--format", "csv"])
        let lines = rank.stdout.split(separator: "\n")
        #expect(lines.first == "rank,unit,weight,mean_contribution,share,concept,concept_iou")
        #expect(lines.last?.contains(",red,") == true)
        let detectors = try squares.run(["query", "a.sqlite", "detectors", "--set", "concept=green", "--format", "csv"])
        #expect(detectors.stdout.split(separator: "\n").count == 2)
        // A folder for each name says the same.
        for index in 0..<36 {
            let name = "s\(index < 10 ? "0" : "")\(index).png"
            let mask = try ImageFile.decode(path: squares.folder.file("masks/" + name))
            try TinyImages.write(mask, to: squares.folder, "other/folders/\(Squares.colors[index % 3])/\(name)")
        }
        let other = try squares.object(["name-units", "a.sqlite", "--masks", "other/folders"])
        #expect(other["mean_iou"] as? Double == found["mean_iou"] as? Double)
        #expect(try squares.answer("SELECT count(*) FROM discovery") == ["1"])
    }

    @Test func whatIsRefused() throws {
        let squares = try Squares()
        let folder = squares.folder
        func refused(_ arguments: [String], status: Int32 = 1, _ parts: String...) throws {
            let outcome = try squares.run(arguments)
            #expect(outcome.status == status && outcome.stdout.isEmpty, "\(arguments): \(outcome.stderr)")
            for part in parts { #expect(outcome.stderr.contains(part), "\(outcome.stderr)") }
        }
        let named = Self.concept + ["--name", "x"]
        try refused(named, status: 64, "--positives", "--phrase", "--class")
        try refused(named + ["--phrase", "zebra", "--captions", "captions.csv"], "“x”", " 0.")
        try refused(named + ["--phrase", "No. 1", "--captions", "captions.csv"], "10 images", "“x”", " 1.")
        try folder.write("s00.png\nnowhere.png\n", to: "list.txt")
        try refused(named + ["--positives", "list.txt"], "list.txt", "1 of 2", "a.sqlite", "nowhere.png")
        try refused(named + ["--class", "red", "--negatives", "images"], "“x”")
        try refused(named + ["--class", "zebra"], "“zebra”")
        try refused(
            named + ["--phrase", "red", "--captions", "labels.csv"], "labels.csv", "caption", "--column")
        try refused(named + ["--class", "red", "--masks", "nowhere"], "nowhere")
        try refused(
            named + ["--class", "red", "--masks", "masks"], "“x”", "red, green, blue")
        try refused(named + ["--class", "red", "--masks", "images/.."], "“x”", "images")
        try folder.write("image,class\ns00.png,one\ns01.png,one\n", to: "one.csv")
        let scene = ["discover", "scene", "a.sqlite"]
        try refused(scene, status: 64, "--masks", "--boxes")
        try refused(scene + ["--masks", "masks", "--labels", "one.csv"], "one.csv", "“one”")
        try folder.write("image,class\ns00.png,one\ns01.png,one\ns02.png,two\n", to: "few.csv")
        try refused(scene + ["--masks", "masks", "--labels", "few.csv"], "two")
        try refused(scene + ["--boxes", "words.csv"], "words.csv")
        try folder.write("class,object\nred,wheel\n", to: "wrong.csv")
        try refused(scene + ["--masks", "masks", "--recipes", "wrong.csv"], "wrong.csv:2", "“wheel”")
        try refused(["name-units", "a.sqlite"], status: 64, "--masks", "--boxes")
        try folder.write("value,name\n10,red\n", to: "none/masks.csv")
        try refused(["name-units", "a.sqlite", "--masks", "none"], "none")
        #expect(try squares.answer("SELECT count(*) FROM head") == ["1"])
        #expect(try squares.answer("SELECT count(*) FROM discovery") == ["0"])
    }

    @Test func masksThatShowNothingAreRefused() throws {
        let squares = try Squares()
        let folder = squares.folder
        #expect(try squares.run(["name-units", "a.sqlite", "--masks", "masks"]).status == 0)
        // A folder for a name, without the mask of any image.
        try folder.write("no mask", to: "deep/folders/red/readme.txt")
        let concept = Self.concept + ["--name", "x", "--class", "red", "--object", "red"]
        for command in [["name-units", "a.sqlite"], ["discover", "scene", "a.sqlite"], concept] {
            expectRefusal(
                try squares.run(command + ["--masks", "deep/folders"]), "deep/folders")
        }
        // Masks of other values than those that have names.
        try folder.write("value,name\n99,red\n", to: "grey/masks.csv")
        for index in 0..<36 {
            let name = "s\(index < 10 ? "0" : "")\(index).png"
            try TinyImages.write(TinyImages.picture { _, _ in [10, 10, 10] }, to: folder, "grey/\(name)")
        }
        for command in [["name-units", "a.sqlite"], ["discover", "scene", "a.sqlite"]] {
            let outcome = try squares.run(command + ["--masks", "grey"])
            #expect(outcome.status == 1 && outcome.stdout.isEmpty)
            #expect(
                outcome.messages.last?.hasPrefix("Error: ") == true && outcome.messages.last?.contains("grey") == true,
                "\(outcome.stderr)")
        }
        // Nothing is stored, and earlier names stay.
        #expect(try squares.answer("SELECT count(*) FROM head") == ["1"])
        #expect(
            try squares.answer("SELECT concept FROM unit_name WHERE unit < 3 ORDER BY unit") == [
                "red", "green", "blue",
            ])
    }

    @Test func nothingIsStoredWhereTheSheetCannotBeWritten() throws {
        let squares = try Squares()
        try squares.folder.write("no folder", to: "taken")
        let text = ["discover", "text", "a.sqlite", "--boxes", "words.csv", "--test-share", "0.5", "--folds", "2"]
        let scene = ["discover", "scene", "a.sqlite", "--masks", "masks"]
        for command in [Self.concept + ["--name", "x", "--class", "red"], scene, text] {
            expectRefusal(try squares.run(command + ["--output", "taken"]))
        }
        #expect(try squares.answer("SELECT count(*) FROM head") == ["1"])
    }
}
