import ArgumentParser
import Testing
import TestSupport

@testable import unit_atlas

/// Typing errors in the names of commands and options.
struct CommandSuggestionTests {
    @Test(arguments: [
        ("rnak", "rank"), ("rank", "rank"), ("quer", "query"), ("cams", "cam"), ("inspekt", "inspect"),
        ("recptive-field", "receptive-field"), ("name", "name-units"), ("localise", "localize"),
    ])
    func theNearestCommand(_ text: String, _ expected: String) {
        let names = UnitAtlasCommand.configuration.subcommands.map { $0._commandName }
        #expect(CommandSuggestion.nearest(to: text, in: names) == expected)
    }

    @Test func nothingIsNear() {
        #expect(CommandSuggestion.nearest(to: "photosynthesis", in: ["rank", "atlas"]) == nil)
        #expect(CommandSuggestion.nearest(to: "", in: ["rank", "atlas"]) == nil)
    }

    @Test(arguments: [("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("rank", "rank", 0), ("ca", "abc", 3)])
    func editDistance(_ a: String, _ b: String, _ expected: Int) {
        #expect(CommandSuggestion.distance(Array(a), Array(b)) == expected)
        #expect(CommandSuggestion.distance(Array(b), Array(a)) == expected)
    }

    @Test func theProgramSuggests() throws {
        let folder = try TemporaryFolder()
        for (arguments, suggestion) in [
            (["rnak", "x.sqlite", "cat"], "“rank”"), (["head", "trian", "x.sqlite"], "“head train”"),
            (["discover", "texts"], "“discover text”"), (["rank", "x.sqlite", "cat", "--limti", "3"], "--limit"),
            // Also where the parser complains about something else first.
            (["rank", "--limt", "3"], "“--limit”"), (["atlas", "x.sqlite", "--agianst"], "“--against”"),
            (["similar", "x.sqlite", "--uints", "3"], "“--units”"),
        ] {
            let outcome = try Program.run(arguments, in: folder.path)
            #expect(outcome.status == 64, "\(arguments)")
            #expect(outcome.stderr.contains(suggestion), "\(outcome.stderr)")
        }
    }
}
