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

    @Test(arguments: ["x", "3-1", "1-", "-1", "1-2-3", "10", "0-10", "99999999999999999999", "1.5", "0x1"])
    func whatNamesNoUnit(_ text: String) {
        #expect(throws: UnitAtlasError.self) { try UnitSelection.parse([text], count: 10) }
    }
}
