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
            (["rank", "--limt", "3"], "Usage: unit-atlas rank <atlas>"),
            (["rank", "--limt", "3"], "`unit-atlas rank --help`"),
        ] {
            let outcome = try Program.run(arguments, in: folder.path)
            #expect(outcome.status == 64, "\(arguments)")
            #expect(outcome.stderr.contains(suggestion), "\(outcome.stderr)")
        }
    }

    /// One style of quotes, whoever finds the fault.
    @Test(arguments: [
        ("Error: Unknown option '--x'. Did you mean '--y'?", "Error: Unknown option “--x”. Did you mean “--y”?"),
        ("Missing expected argument '<atlas>'", "Missing expected argument “<atlas>”"),
        (
            "  See 'unit-atlas rank --help' for more information.",
            "  See `unit-atlas rank --help` for more information."
        ),
        ("the network's own, not another's", "the network's own, not another's"),
    ])
    func parserMessages(_ text: String, _ expected: String) { #expect(ParserMessage.quoted(text) == expected) }

    /// Only what is wrong is named, with the command's own usage; what a command finds while it runs has no usage.
    @Test func refusalsNameOneOption() throws {
        let tiny = try TinyAtlas.indexed()
        let (one, running) = (
            try tiny.run(["similar", tiny.atlas, "red/full.png", "--limit", "0"]),
            try tiny.run(["query", tiny.atlas, "top-units", "--set", "clas=red"])
        )
        #expect(one.status == 64 && one.stderr.contains("--limit must be positive."))
        #expect(one.stderr.contains("Usage: unit-atlas similar") && !one.stderr.contains("Error: --strongest"))
        #expect(running.status == 64 && !running.stderr.contains("Usage:"))
    }

    /// Names of saved queries, their parameters and heads.
    @Test func namesAreSuggested() throws {
        let tiny = try TinyAtlas.indexed()
        for (arguments, status, suggestion) in [
            (["query", tiny.atlas, "top-unit"], 1, "“top-units”"),
            (["query", tiny.atlas, "top-units", "--set", "clas=red"], 64, "“class”"),
            (["rank", tiny.atlas, "red", "--head", "natve"], 1, "“native”"),
        ] as [([String], Int32, String)] {
            let outcome = try tiny.run(arguments)
            #expect(outcome.status == status, "\(outcome.stderr)")
            #expect(outcome.stderr.contains("Did you mean \(suggestion)?"), "\(outcome.stderr)")
        }
    }
}
