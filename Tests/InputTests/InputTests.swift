import Foundation
import TestSupport
import Testing

/// Every kind of input, read as its producer meant it or refused.
struct InputTests {
    @Test(arguments: InputCase.all)
    func isReadAsMeantOrRefused(_ input: InputCase) throws {
        let folder = try TemporaryFolder()
        let outcome = Result { try input.read(folder) }
        switch (input.expectation, outcome) {
        case (.value(let expected), .success(let value)):
            #expect(value == expected)
        case (.value(let expected), .failure(let error)):
            Issue.record("refused (\(error)), and to be read as \(expected)")
        case (.refusal(_, let description), .success(let value)):
            Issue.record("read as \(value), and to be refused with \(description)")
        case (.refusal(let matches, _), .failure(let error)):
            #expect(matches(error, folder), "\(String(reflecting: error))")
        }
    }

    /// Two cases of one description would hide each other in a report.
    @Test func descriptionsAreUnique() {
        let names = InputCase.all.map(\.testDescription)
        #expect(Set(names).count == names.count)
    }

    /// The page lists the forms that are tested, each in its section, and no others.
    @Test func thePageListsEveryForm() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let tested = Dictionary(grouping: InputCase.all, by: \.section).mapValues { Set($0.map(\.form)) }
        #expect(Self.forms(in: page) == tested)
    }

    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/UnitAtlas/Documentation.docc/Inputs.md")

    /// The first column of each section's table, below its header.
    private static func forms(in page: String) -> [String: Set<String>] {
        var forms: [String: Set<String>] = [:]
        var section = ""
        for line in page.split(separator: "\n") {
            if line.hasPrefix("## ") {
                section = String(line.dropFirst(3))
            } else if line.hasPrefix("| ") {
                let form = line.dropFirst(2).prefix { $0 != "|" }.trimmingCharacters(in: .whitespaces)
                if form != "Form", form.contains(where: { $0 != "-" }) { forms[section, default: []].insert(form) }
            }
        }
        return forms
    }
}
