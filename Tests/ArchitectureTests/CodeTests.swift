import Foundation
import Testing

/// Rules about code that the compiler does not hold.
struct CodeTests {
    /// Where unsafe code may be: `Kernels`, and one file for each thing at the edge of Swift's safety.
    private static let unsafeFiles: Set<String> = [
        "Sources/Images/Canvas.swift", "Sources/Images/FileSystem.swift", "Sources/Images/Formats/JPEG/JPEGCodec.swift",
        "Sources/Images/Formats/PNG/PNGCodec.swift", "Sources/Images/Formats/WebP/WebPCodec.swift",
        "Sources/ONNX/Reading/WeightBytes.swift", "Sources/Store/FloatBlob.swift",
        "Sources/ImageCollections/SHA256.swift", "Sources/Store/SQLGuard.swift", "Sources/unit-atlas/Terminal.swift",
    ]

    @Test func unsafeCodeStaysWhereItIs() throws {
        var found: Set<String> = []
        let pattern = try Regex(#"\bunsafe\b|\bUnsafe[A-Z]\w*|\bOpaquePointer\b|withUnsafe"#)
        for file in try SourceFiles.all(under: "Sources") where file.module != "Kernels" {
            if file.code.contains(where: { $0.text.contains(pattern) }) { found.insert(file.path) }
        }
        #expect(found.subtracting(Self.unsafeFiles) == [])
        #expect(Self.unsafeFiles.subtracting(found) == [], "no longer unsafe: take them from the list")
    }

    @Test func noUnsafeTypeIsPublic() throws {
        let pattern = try Regex(#"^\s*(public|open)\b.*(Unsafe[A-Z]|OpaquePointer)"#)
        for file in try SourceFiles.all(under: "Sources") {
            for (number, line) in file.code where line.contains(pattern) {
                Issue.record("\(file.path):\(number): \(line)")
            }
        }
    }

    /// What a user's file can cause is thrown.
    @Test func nothingTraps() throws {
        let patterns = try [
            #"\bfatalError\("#, #"\btry!"#, #"\bas!"#, #"\bexit\((?!withError:)"#, #"\babort\("#,
            #"[\w\)\]]!(?=[\s\.\)\],;]|$)"#,
        ].map { try Regex($0) }
        for file in try SourceFiles.all(under: "Sources") {
            for (number, line) in file.code {
                let text = Self.withoutTexts(line)
                for pattern in patterns where text.contains(pattern) {
                    Issue.record("\(file.path):\(number): \(line)")
                }
            }
        }
    }

    /// `Int` of a number beyond its range traps, as it does of NaN; `Int(rounding:)` does not.
    @Test func numbersAreConvertedWithChecks() throws {
        let pattern = try Regex(
            #"\bInt\((?!rounding:|exactly:)(?=.*\.rounded\()|\bInt\((Double|Float)\(|\bInt\([0-9.]+ \* Double"#)
        for file in try SourceFiles.all(under: "Sources") {
            if Self.checkedConversions.contains(file.path) { continue }
            for (number, line) in file.code where line.contains(pattern) {
                Issue.record("\(file.path):\(number): use Int(rounding:)")
            }
        }
    }

    /// Files that check the number's range themselves.
    private static let checkedConversions: Set<String> = [
        "Sources/Analyses/Localization/PixelPrecision.swift", "Sources/Images/ColorMap.swift",
    ]

    /// Two of a user's names may be equal to Swift, and what keys must differ traps.
    @Test func noDictionaryDemandsUniqueKeys() throws {
        for file in try SourceFiles.all(under: "Sources") {
            for (number, line) in file.code where line.contains("uniqueKeysWithValues") {
                Issue.record("\(file.path):\(number): \(line)")
            }
        }
    }

    /// A line with everything in quotes removed.
    private static func withoutTexts(_ line: String) -> String {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
            .map { String($0.element) }.joined(separator: "\"\"")
    }

    /// Libraries throw data; which option to use is said by the command line.
    @Test func onlyTheCommandLineNamesOptions() throws {
        // A style sheet's variables, `var(--rule)`, and SQL's comments, `-- so`, are no options.
        let pattern = try Regex(#"(^|[^\w(-])--[a-z][a-z-]*"#)
        for file in try SourceFiles.all(under: "Sources")
        where file.module != "unit-atlas" && !file.path.hasSuffix("Explorer/StyleSheet.swift") {
            for (number, line) in file.code where Self.texts(line).contains(pattern) {
                Issue.record("\(file.path):\(number): put the advice into Sources/unit-atlas/ErrorAdvice.swift")
            }
        }
    }

    /// Which command to run is advice, too.
    @Test func onlyTheCommandLineNamesCommands() throws {
        var names: Set<String> = []
        let naming = try Regex(#"commandName: "([a-z-]+)""#, as: (Substring, Substring).self)
        for file in try SourceFiles.all(under: "Sources/unit-atlas") {
            for (_, line) in file.code { names.formUnion(line.matches(of: naming).map { String($0.output.1) }) }
        }
        names.remove("unit-atlas")
        #expect(names.isSuperset(of: ["index", "rank", "query", "receptive-field"]))
        let alternatives = names.sorted().joined(separator: "|")
        let pattern = try Regex(
            "unit-atlas (\(alternatives))\\b|`(\(alternatives))( [^`]*)?`|\\b[Rr]un “?(\(alternatives))\\b")
        #expect("run `index` again".contains(pattern) && "`unit-atlas cam x` maps".contains(pattern))
        for file in try SourceFiles.all(under: "Sources") where file.module != "unit-atlas" {
            for (number, line) in file.code where Self.texts(line).contains(pattern) {
                Issue.record("\(file.path):\(number): put the advice into Sources/unit-atlas/ErrorAdvice.swift")
            }
        }
    }

    /// What stands in quotes in a line.
    private static func texts(_ line: String) -> String {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }.joined(separator: " ")
    }

    @Test func filesAreNotLong() throws {
        for file in try SourceFiles.all(under: "Sources") + SourceFiles.all(under: "Tests") {
            #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
        }
    }

    /// What is written here works anywhere.
    @Test func noPathOfOneMachine() throws {
        let files =
            try SourceFiles.all(under: "Sources") + SourceFiles.all(under: "Tests")
            + SourceFiles.all(under: "Tools", suffix: ".py") + SourceFiles.all(under: "Tools", suffix: ".sh")
            + SourceFiles.all(under: "Queries", suffix: ".sql")
        let places = ["root", "home", "opt", "tmp", "work", "Users"].map { "/\($0)/" }
        for file in files {
            for (index, line) in file.lines.enumerated() {
                for place in places where line.contains("\"\(place)") || line.contains(" \(place)") {
                    Issue.record("\(file.path):\(index + 1) names \(place)")
                }
            }
        }
    }

    /// Each saved query begins with its question.
    @Test func queriesBeginWithAQuestion() throws {
        let files = try SourceFiles.all(under: "Queries", suffix: ".sql")
        #expect(!files.isEmpty)
        for file in files {
            #expect(file.lines.first?.hasPrefix("-- ") == true, "\(file.path)")
            #expect(file.lines.first?.hasSuffix("?") == true, "\(file.path)")
        }
    }
}
