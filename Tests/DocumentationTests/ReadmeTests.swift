import Foundation
import TestSupport
import Testing

/// The documentation is true: the commands of README and of the other pages run, in order, and print the output shown.
@Suite struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let documents = "Sources/UnitAtlas/Documentation.docc/"

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func commandsRunAndTablesAreDescribed() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            at: URL(fileURLWithPath: folder.file("Sources")),
            withDestinationURL: Self.root.appendingPathComponent("Sources"))
        let readme = ConsoleExample.all(in: try Self.page("README.md"))
        #expect(readme.count >= 9)
        for example in readme + ConsoleExample.all(in: try Self.page(Self.documents + "Queries.md")) {
            #expect(example.words.first == "unit-atlas", "\(example)")
            let outcome = try Program.run(Array(example.words.dropFirst()), in: folder.path)
            #expect(outcome.status == 0, "\(example): \(outcome.stderr)")
            // The demo prints the program's name as it was called.
            let text = outcome.stdout.replacing(Program.path, with: "unit-atlas")
            let difference = example.difference(from: text)
            #expect(difference == nil, "\(example)")
        }
        let page = try Self.page(Self.documents + "Database.md")
        let subjects = try Program.run(
            ["query", "Output/demo/demo.sqlite", "SELECT DISTINCT subject FROM description", "--format", "csv"],
            in: folder.path
        ).stdout.split(separator: "\n").dropFirst()
        #expect(subjects.count > 20)
        for subject in subjects { #expect(page.contains("`\(subject)`"), "\(subject)") }
    }

    @Test func everyCommandAndModuleIsListed() throws {
        let page = try Self.page("README.md")
        let help = try Program.run(["--help"]).stdout
        let commands = help.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  -") else { return nil }
            return line.split(separator: " ").first.map(String.init)
        }.filter { $0 != "See" }
        #expect(commands.count >= 9)
        for command in commands { #expect(page.contains("| `\(command)"), "\(command)") }
        for module in try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path)
        {
            #expect(page.contains("`\(module)`"), "\(module)")
        }
    }

    @Test func everyFunctionIsDescribed() throws {
        let page = try Self.page(Self.documents + "Queries.md")
        let json = try Program.run(["query", "--functions", "--format", "json"]).stdout
        let functions = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
        #expect(functions.count >= 10)
        for function in functions {
            let signature = try #require(function["function"])
            #expect(page.contains("| `\(signature)` |"), "\(signature)")
        }
    }

    /// Links and pictures of every page lead to existing files.
    @Test func linksLeadToFiles() throws {
        let documents = Self.root.appendingPathComponent(Self.documents)
        var pages = [Self.root.appendingPathComponent("README.md")]
        let files = FileManager.default.enumerator(at: documents, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            if file.pathExtension == "md" { pages.append(file) }
        }
        #expect(pages.count > 5)
        for page in pages {
            let text = try String(contentsOf: page, encoding: .utf8)
            for match in text.matches(of: /\]\(([^)#]+)[^)]*\)/) {
                let target = String(match.1)
                if target.hasPrefix("https:") { continue }
                let folder = page.deletingLastPathComponent()
                let places = [folder, folder.appendingPathComponent("Resources")]
                let isThere = places.contains {
                    FileManager.default.fileExists(atPath: $0.appendingPathComponent(target).path)
                }
                #expect(isThere, "\(page.lastPathComponent): \(target)")
            }
        }
    }

    @Test func aChangedOutputIsNoticed() {
        let example = ConsoleExample.all(in: "```console\n$ unit-atlas rank \"a b\" c\n1  0.5\n```")[0]
        #expect(example.words == ["unit-atlas", "rank", "a b", "c"])
        #expect(example.difference(from: "1  0.5001\n") == nil)
        #expect(example.difference(from: "1  0.51\n") != nil)
        #expect(example.difference(from: "2  0.5\n") != nil)
        #expect(example.difference(from: "1  0.5\n2  0.5\n") != nil)
    }
}
