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
            let rows = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [[String: Double]] ?? []
            return Dictionary(uniqueKeysWithValues: rows.map { ("\(Int($0["unit"] ?? -1))", $0[name] ?? .nan) })
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
        #expect(lines[0] == ["unit", "accuracy_drop", "margin_drop", "logit_drop", "images", "weight", "weight_rank"])
        let expected: [[Double]] = [[2, 0.5, 1.5, 1.5, 2, 2, 1], [0, -0.5, -0.5, 0, 2, 0, 3]]
        for (line, row) in zip(lines.dropFirst(), expected) {
            for (text, number) in zip(line, row) { #expect(abs((Double(text) ?? .nan) - number) < 1e-6, "\(line)") }
        }
        #expect(lines.count == 3)
        #expect(outcome.stderr == "class 2: blue, sea, 2 images, 50.0 % right (9.5 to 90.5)\n")
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
        #expect(outcome.stderr == "Output/ablation-class-0000-red.png\n")
        let picture = try ImageFile.decode(path: tiny.folder.file("Output/ablation-class-0000-red.png"))
        #expect(picture.width > 600 && picture.height > 500)
        expectRefusal(try tiny.run(["ablate", tiny.atlas, "--sets", "--units", "1"]), status: 64)
    }

    @Test func withoutLabels() throws {
        let tiny = try TinyAtlas()
        let flat = try tiny.folder.write(
            Data(try PNGCodec.encode(TinyImages.picture { _, _ in [9, 9, 9] })), to: "flat/a.png")
        #expect(flat.hasSuffix("a.png"))
        #expect(
            try tiny.run(["index", tiny.atlas, "--model", tiny.model, "--images", tiny.folder.file("flat")]).status == 0
        )
        expectRefusal(try tiny.run(["ablate", tiny.atlas]), "no image has a label")
    }
}
