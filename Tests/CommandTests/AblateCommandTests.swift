import Foundation
import Images
import TestSupport
import Testing

struct AblateCommandTests {
    /// What the own logit loses is the unit's mean contribution, as rank has it.
    @Test func theLogitDropIsTheMeanContribution() throws {
        let tiny = try TinyAtlas.indexed()
        func column(_ command: [String], _ name: String) throws -> [String: Double] {
            let outcome = try tiny.run(command + ["--limit", "5", "--format", "json"])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            let rows = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [[String: Any]] ?? []
            return Dictionary(
                uniqueKeysWithValues: rows.map { ("\($0["unit"] as? Int ?? -1)", $0[name] as? Double ?? .nan) })
        }
        for name in ["red", "green", "blue"] {
            let ranked = try column(["rank", tiny.atlas, name], "mean_contribution")
            let dropped = try column(["ablate", tiny.atlas, "--class", name], "logit_drop")
            #expect(ranked.count == 5)
            for (unit, value) in ranked { #expect(abs(value - (dropped[unit] ?? .nan)) < 1e-6, "\(name) \(unit)") }
        }
    }

    /// Over blue/full (right, its lead over red 1.917 − 0.583) and blue/odd (seen as red, 0.917 to 1.583): without blueness
    /// the logits fall by 2 and 1 and the first is lost; without redness the second is won.
    @Test func aClass() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["ablate", tiny.atlas, "--class", "blue", "--units", "0,2", "--format", "csv"])
        let lines = outcome.stdout.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(
            lines[0].prefix(11) == [
                "unit", "accuracy_drop", "accuracy_lost", "accuracy_gained", "margin_drop", "logit_drop", "images",
                "weight", "weight_rank", "images_lost", "images_gained",
            ])
        let expected: [[Double]] = [
            [2, 0.5, 0.5, 0, 1.5, 1.5, 2, 2, 1, 1, 0], [0, -0.5, 0, 0.5, -0.5, 0, 2, 0, 3, 0, 1],
        ]
        for (line, row) in zip(lines.dropFirst(), expected) {
            for (text, number) in zip(line, row) { #expect(abs((Double(text) ?? .nan) - number) < 1e-6, "\(line)") }
        }
        #expect(lines.count == 3)
        #expect(outcome.stderr == "class 2: blue, sea, 2 images, 50.0 % correct (9.5 to 90.5)\n")
    }

    @Test func setsAsATableAndAPicture() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["ablate", tiny.atlas, "--class", "red", "--sets", "--format", "csv"])
        #expect(outcome.status == 0)
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.count == 7)
        #expect(
            lines.first?.hasPrefix("removed,accuracy_strongest,accuracy_random,accuracy_weakest,logit_strongest")
                == true)
        #expect(lines[1].hasPrefix("0,1.0,1.0,1.0,"))
        #expect(
            outcome.stderr
                == "Output/ablation-class-0000-red.png\nclass 0: red, crimson, 2 images, 100.0 % correct (34.2 to 100.0)\n"
        )
        let picture = try ImageFile.decode(path: tiny.folder.file("Output/ablation-class-0000-red.png"))
        #expect(picture.width > 600 && picture.height > 500)
        expectRefusal(try tiny.run(["ablate", tiny.atlas, "--sets", "--units", "1"]), status: 64)
        expectRefusal(try tiny.run(["ablate", tiny.atlas, "--by", "weight"]), status: 64, "--sets")
        for list in ["weight,", "size", "weight,weight"] {
            expectRefusal(try tiny.run(["ablate", tiny.atlas, "--sets", "--by", list]), status: 64, "--by")
        }
    }

    /// A head whose average comes last, over 40 pictures in the folders a to d.
    private func averageLast() throws -> TinyAtlas {
        let tiny = try TinyAtlas()
        try TinyClassifier.write(
            to: tiny.folder, name: "last", network: RandomClassifier.linearThenPool(seed: 2),
            preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
        _ = try TinyImages.writeMany(40, seed: 9, to: tiny.folder, name: "many")
        let indexed = try tiny.run(["index", tiny.atlas, "--model", "last", "--images", "many"])
        #expect(indexed.status == 2, "\(indexed.stderr)")
        return tiny
    }

    /// One class costs its own images alone, and says the same as all classes do.
    @Test func aClassOfAHeadWhoseAverageComesLast() throws {
        let tiny = try averageLast()
        let count = try #require(
            try tiny.answer("SELECT count(*) FROM image WHERE label = 1 AND status = 'indexed'").first.flatMap(Int.init)
        )
        #expect(count > 2 && count < 20)
        let outcome = try tiny.run(["ablate", tiny.atlas, "--class", "b", "--limit", "12", "--format", "csv"])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains(" \(count) images\n"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("class 1: b, \(count) images, "))
        let stored = try tiny.run(["ablate", tiny.atlas, "--store"])
        #expect(stored.status == 0, "\(stored.stderr)")
        let kept = try tiny.answer(
            "SELECT unit, accuracy_drop, accuracy_lost, accuracy_gained, margin_drop, logit_drop FROM ablation WHERE class = 1"
                + " ORDER BY accuracy_drop DESC, margin_drop DESC, unit")
        let rows = outcome.stdout.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",").prefix(6).joined(separator: ",")
        }
        #expect(rows.count == 12 && rows == kept)
        let ranked = try tiny.run(["rank", tiny.atlas, "b", "--compare", "--format", "csv"])
        #expect(ranked.stderr.contains(" \(count) images\n"), "\(ranked.stderr)")
        expectRefusal(try tiny.run(["ablate", tiny.atlas, "--class", "e"]), "4")
        expectRefusal(try tiny.run(["ablate", tiny.atlas, "--class", "b", "--store"]), status: 64)
    }

    @Test func setsOfAHeadWhoseAverageComesLast() throws {
        let tiny = try averageLast()
        let outcome = try tiny.run(["ablate", tiny.atlas, "--sets", "--format", "csv"])
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("Output/ablation-all.png\n"), "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n").map { $0.split(separator: ",").compactMap { Double($0) } }
        #expect(lines.count == 14)
        // Nothing gone: as the network says. All gone: the biases alone, in whichever order.
        let right = try tiny.answer("SELECT avg(correct) FROM image_verdict WHERE label IS NOT NULL")
        #expect(right.first.flatMap(Double.init) == lines[1][1])
        let last = lines[13]
        #expect(last[0] == 12 && abs(last[4] - last[5]) < 1e-5 && abs(last[4] - last[6]) < 1e-5)
    }

    /// With few of the images there the answer is over those, and the others are counted.
    @Test func someImagesAreThere() throws {
        let tiny = try averageLast()
        let first = try #require(
            try tiny.answer("SELECT path FROM image WHERE label = 1 AND status = 'indexed' ORDER BY path").first)
        try FileManager.default.createDirectory(
            atPath: tiny.folder.file("few/b"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: tiny.folder.file("many/" + first), toPath: tiny.folder.file("few/" + first))
        let outcome = try tiny.run(["ablate", tiny.atlas, "--class", "b", "--images", "few"])
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("class 1: b, 1 image, "), "\(outcome.stderr)")
        let none = try tiny.run(["ablate", tiny.atlas, "--class", "c", "--images", "few"])
        #expect(none.status == 1 && none.stdout.isEmpty)
        #expect(none.stderr.contains("few") && none.stderr.contains("--images"), "\(none.stderr)")
        let stored = try tiny.run(["ablate", tiny.atlas, "--store", "--images", "few"])
        #expect(stored.status == 1 && stored.stderr.contains("--images"), "\(stored.stderr)")
    }

    /// New images delete the native head's stored ablation, with a message; changed images delete trained heads too.
    @Test func storedAblationsThatGo() throws {
        let tiny = try TinyAtlas.indexed()
        let train = ["head", "train", tiny.atlas, "--name", "own head", "--labels", "atlas", "--test-share", "0"]
        #expect(try tiny.run(train).status == 0)
        #expect(try tiny.run(["ablate", tiny.atlas, "--store"]).status == 0)
        #expect(try tiny.run(["ablate", tiny.atlas, "--store", "--head", "own head"]).status == 0)
        #expect(try tiny.answer("SELECT DISTINCT head FROM ablation ORDER BY 1") == ["1", "2"])
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.black }, to: tiny.folder, "images/red/new.png")
        let more = try tiny.index()
        #expect(more.stderr.contains("removed (images changed): ablation of head “native”\n"), "\(more.stderr)")
        #expect(!more.stderr.contains("own head"), "\(more.stderr)")
        #expect(try tiny.answer("SELECT DISTINCT head FROM ablation") == ["2"])
        try TinyImages.write(TinyImages.picture { _, _ in TinyImages.white }, to: tiny.folder, "images/red/full.png")
        let anew = try tiny.index(["--update"])
        #expect(anew.stderr.contains("removed (images changed): head “own head”\n"), "\(anew.stderr)")
        #expect(try tiny.answer("SELECT name FROM head") == ["native"])
    }

    @Test func withoutLabels() throws {
        let tiny = try TinyAtlas()
        let flat = try tiny.folder.write(
            Data(try PNGCodec.encode(TinyImages.picture { _, _ in [9, 9, 9] })), to: "flat/a.png")
        #expect(flat.hasSuffix("a.png"))
        #expect(
            try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", tiny.folder.file("flat")]).status == 0
        )
        expectRefusal(try tiny.run(["ablate", tiny.atlas]))
    }
}
