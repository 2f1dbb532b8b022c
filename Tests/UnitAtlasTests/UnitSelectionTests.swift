import Testing
import UnitAtlas
import Units

struct UnitSelectionTests {
    @Test func numbersListsAndRanges() throws {
        func parse(_ texts: String...) throws -> [Int] { try UnitSelection.parse(texts, count: 10).map { $0.value } }
        #expect(try parse("3") == [3])
        #expect(try parse("3,1", "0-2", "9") == [3, 1, 0, 2, 9])
        #expect(try parse("4-4", " 5 ") == [4, 5])
    }

    @Test(arguments: ["x", "3-1", "1-", "-1", "1-2-3", "99999999999999999999", "1.5", "0x1"])
    func invalidUnits(_ text: String) {
        #expect(throws: UnitAtlasError.units(.invalid(text))) { try UnitSelection.parse([text], count: 10) }
    }

    @Test func unitsThatDoNotExist() {
        #expect(throws: UnitAtlasError.units(.outOfRange(10, count: 10))) { try UnitSelection.parse(["10"], count: 10) }
        #expect(throws: UnitAtlasError.units(.outOfRange(12, count: 10))) {
            try UnitSelection.parse(["0-12"], count: 10)
        }
        #expect(throws: UnitAtlasError.units(.none)) { try UnitSelection.parse(["0"], count: 0) }
    }
}
