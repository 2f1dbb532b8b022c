import Foundation
import TestSupport
import Testing

/// Every command prints the keys that the page JSON documents, with its options and without them.
struct JSONKeyTests {
    struct Case: CustomStringConvertible {
        /// The headings of the page whose keys are printed together.
        let headings: [String]
        let arguments: [String]
        /// Keys that only some inputs have.
        var absent: Set<String> = []

        var description: String { headings.last ?? "" }
    }

    private static let page: [String: Set<String>] = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/UnitAtlas/Documentation.docc/JSON.md")
        var page: [String: Set<String>] = [:]
        var heading = ""
        for line in ((try? String(contentsOf: url, encoding: .utf8)) ?? "").split(separator: "\n") {
            if line.hasPrefix("### `") { heading = String(line.dropFirst(5).dropLast()) }
            guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else { continue }
            page[heading, default: []].insert(String(line.dropFirst(3)[..<end]))
        }
        return page
    }()

    /// The keys of a value: those of a nested object or of a list of objects after the key that holds them.
    private static func keys(_ value: Any, under prefix: String = "") -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: Set<String>()) { keys, entry in
                keys.insert(prefix + entry.key)
                // Operators are data.
                if entry.key != "operators" {
                    keys.formUnion(Self.keys(entry.value, under: prefix + entry.key + "."))
                }
            }
        case let list as [Any]: list.reduce(into: Set<String>()) { $0.formUnion(keys($1, under: prefix)) }
        default: []
        }
    }

    /// The keys of texts that should be numbers or booleans: names alone may look like one.
    private static func disguised(_ value: Any, key: String = "") -> Set<String> {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: Set<String>()) { $0.formUnion(disguised($1.value, key: $1.key)) }
        case let list as [Any]: list.reduce(into: Set<String>()) { $0.formUnion(disguised($1, key: key)) }
        case let text as String where !key.hasSuffix("name"):
            Double(text) != nil || ["true", "false", "yes", "no"].contains(text) ? [key] : []
        default: []
        }
    }

    static func check(_ cases: [Case], _ run: ([String]) throws -> Program.Outcome) throws {
        for single in cases {
            let outcome = try run(single.arguments + ["--format", "json"])
            #expect(outcome.status == 0, "\(single): \(outcome.stderr)")
            let value = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
            #expect(disguised(value) == [], "\(single): texts that should be numbers or booleans")
            let documented = single.headings.reduce(into: Set<String>()) { $0.formUnion(page[$1] ?? []) }
            #expect(single.headings.allSatisfy { page[$0] != nil }, "\(single) is not on the page")
            let found = keys(value)
            #expect(found.subtracting(documented) == [], "\(single): keys that are not documented")
            #expect(
                documented.subtracting(single.absent).subtracting(found) == [], "\(single): keys that are not printed")
        }
    }

    @Test func comparisons() throws {
        let (tiny, other) = try TinyAtlas.pair()
        try Self.check(
            [
                Case(headings: ["compare"], arguments: ["compare", tiny.atlas, other, "--limit", "100"]),
                Case(
                    headings: ["compare", "compare --class"],
                    arguments: ["compare", tiny.atlas, other, "--class", "red", "--fate", "kept", "--units"]),
            ], tiny.run)
    }

    @Test func everyCommandThatReadsAnAtlas() throws {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write("image,x0,y0,x1,y1\nred/left.png,0,0,4,8\nblue/odd.png,0,4,8,8\n", to: "boxes.csv")
        let mask = TinyImages.picture { x, _ in x < 4 ? TinyImages.white : TinyImages.black }
        try TinyImages.write(mask, to: tiny.folder, "masks/red/left.png")
        let localize = ["localize", tiny.atlas, "--boxes", "boxes.csv"]
        let train = ["head", "train", tiny.atlas, "--labels", "atlas", "--test-share", "0", "--cost", "10"]
        let cam = ["cam", tiny.atlas, "blue/odd.png"]
        try Self.check(
            [
                Case(headings: ["inspect"], arguments: ["inspect", tiny.model]),
                Case(
                    headings: ["benchmark"],
                    arguments: ["benchmark", tiny.model, "--seconds", "0.01", "--rounds", "1"]),
                Case(headings: ["benchmark --operations"], arguments: ["benchmark", tiny.model, "--operations"]),
                Case(headings: ["rank"], arguments: ["rank", tiny.atlas, "red"]),
                Case(headings: ["rank"], arguments: ["rank", tiny.atlas, "red", "--against"]),
                Case(headings: ["rank", "rank --by"], arguments: ["rank", tiny.atlas, "red", "--by", "contribution"]),
                Case(headings: ["rank", "rank --by"], arguments: ["rank", tiny.atlas, "red", "--by", "ablation"]),
                Case(headings: ["rank", "rank --compare"], arguments: ["rank", tiny.atlas, "red", "--compare"]),
                Case(headings: ["ablate"], arguments: ["ablate", tiny.atlas]),
                Case(headings: ["ablate"], arguments: ["ablate", tiny.atlas, "--class", "red"]),
                Case(headings: ["ablate --sets"], arguments: ["ablate", tiny.atlas, "--sets"]),
                Case(
                    headings: ["ablate --sets --by"],
                    arguments: ["ablate", tiny.atlas, "--sets", "--by", "weight,ablation"]),
                Case(headings: ["segment"], arguments: ["segment", tiny.atlas, "0"]),
                Case(headings: ["similar"], arguments: ["similar", tiny.atlas, "red/full.png"]),
                Case(headings: ["similar"], arguments: ["similar", tiny.atlas, "red/full.png", "--class", "red"]),
                Case(headings: ["cam"], arguments: cam),
                Case(headings: ["cam", "cam --explain"], arguments: cam + ["--explain", "2"]),
                Case(
                    headings: ["cam", "cam --explain", "cam --explain --by"],
                    arguments: cam + ["--explain", "2", "--by", "ablation"]),
                Case(headings: ["localize"], arguments: localize),
                Case(headings: ["localize", "localize --masks"], arguments: localize + ["--masks", "masks"]),
                Case(headings: ["localize", "localize --per-class"], arguments: localize + ["--per-class"]),
                Case(headings: ["localize --study"], arguments: localize + ["--study", "--dilate", "0"]),
                Case(
                    headings: ["head train"], arguments: train + ["--name", "a"],
                    absent: ["candidates.cost", "candidates.score", "test_accuracy_interval"]),
                Case(headings: ["localize --compare"], arguments: localize + ["--head", "a", "--compare", "native"]),
                Case(headings: ["head list"], arguments: ["head", "list", tiny.atlas]),
                Case(
                    headings: ["head compare"],
                    arguments: ["head", "compare", tiny.atlas, "--labels", "atlas", "--test-share", "0"]),
                Case(headings: ["query --list"], arguments: ["query", "--list"]),
                Case(headings: ["query --functions"], arguments: ["query", "--functions"]),
            ], tiny.run)
    }
}
