import TestSupport
import Testing
import Units

@testable import Sheets

/// Names of pictures and what their text chunks list.
struct PictureParametersTests {
    private var parameters: PictureParameters {
        var parameters = PictureParameters(subject: "class", "5 garage", mark: "class-0005-garage")
        parameters.add("rows", 3, default: 10)
        parameters.add("columns", 9, default: 9)
        parameters.add("distinct", true)
        parameters.add("from-class", false)
        parameters.add("fraction", 0.25, default: 0.4)
        return parameters
    }

    @Test func namesHoldWhatDiffersFromDefaults() {
        #expect(SheetFiles.name(parameters) == "class-0005-garage-rows-3-distinct-fraction-0.25.png")
        #expect(SheetFiles.stem(PictureParameters(subject: "unit", "3", mark: "unit-0003")) == "unit-0003")
    }

    @Test func textsHoldEverything() {
        #expect(
            parameters.text
                == "class 5 garage, rows 3, distinct yes, fraction 0.25; defaults: columns 9, from-class no")
    }

    @Test func numbersArePaddedAlike() {
        #expect([0, 7, 312, 9999, 12345].map(SheetFiles.padded) == ["0000", "0007", "0312", "9999", "12345"])
        #expect(SheetFiles.stem(of: UnitID(7)) == "unit-0007")
        let record = ClassRecord(id: ClassID(134), name: "crane, a bird", wnid: nil)
        #expect(SheetFiles.stem(of: record) == "class-0134-crane")
        // File systems take names of 255 bytes.
        let long = ClassRecord(id: ClassID(1), name: String(repeating: "\u{E9}", count: 150), wnid: nil)
        #expect(SheetFiles.stem(of: long) == "class-0001-" + String(repeating: "\u{E9}", count: 40))
        #expect(SheetFiles.list([1, 30]) { _ in "long" } == "0001-0030")
        #expect(SheetFiles.list(Array(0..<40)) { _ in "long" } == "40-long")
    }

    @Test(arguments: [
        ("wheel", "wheel"), ("fire engine", "fire_engine"), ("fire_engine", "fire~5Fengine"),
        ("places-svm", "places--svm"), ("a/b", "a~2Fb"), ("~", "~7E"), ("ünï", "ünï"), ("..", ".."), ("\u{0}", "~00"),
    ])
    func identifiers(text: String, expected: String) {
        #expect(SheetFiles.identifier(text) == expected)
    }

    /// Different texts never give the same part of a name, and none holds a separator of paths.
    @Test func identifiersDiffer() {
        var random = SeededGenerator(seed: 3)
        let letters = Array("ab AB_-~./é2F5")
        var found: [String: String] = [:]
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 1...5, using: &random)).map { _ in
                    letters[Int.random(in: 0..<letters.count, using: &random)]
                })
            let identifier = SheetFiles.identifier(text)
            #expect(!identifier.contains("/"))
            if let other = found.updateValue(text, forKey: identifier) { #expect(other == text) }
        }
    }
}
