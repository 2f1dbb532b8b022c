import Annotations
import TestSupport
import Testing

/// Tables as spreadsheets, databases and scripts write them.
struct CSVTests {
    private func read(_ text: String) throws -> [[String]] {
        let table = try CSV(text: text, path: "t")
        return [table.header] + table.rows.map(\.fields)
    }

    @Test(arguments: [
        "a,b\n1,x\n2,y\n", "a;b\n1;x\n2;y\n", "a\tb\n1\tx\n2\ty\n", "a|b\n1|x\n2|y",
        "\"a\";\"b\"\r\n\"1\";\"x\"\r\n2;y\r\n",
        "sep=;\na;b\n1;x\n2;y\n", "\n\n a , B \n\n1,x\n   \n2,y\n", "a,b\r1,x\r2,y\r", "a, b\n1,\"x\"\n2,  \"y\"\n",
    ])
    func forms(_ text: String) throws {
        #expect(try read(text) == [["a", "b"], ["1", "x"], ["2", "y"]])
    }

    /// Separators in quotes, and those of another kind, are text.
    @Test func separatorsInFields() throws {
        #expect(try read("a;b\n1;x, y\n") == [["a", "b"], ["1", "x, y"]])
        #expect(try read("\"a,,,\";b\n1;2\n") == [["a,,,", "b"], ["1", "2"]])
        #expect(try read("name\na;b\n") == [["name"], ["a;b"]])
        #expect(try read("a\tb\n1\tx;y,z\n") == [["a", "b"], ["1", "x;y,z"]])
    }

    @Test func linesAreThoseOfTheFile() throws {
        func lines(_ text: String) throws -> [Int] { try CSV(text: text, path: "t").rows.map(\.line) }
        #expect(try lines("sep=;\r\na;b\r\n1;2\r\n") == [3])
        #expect(try lines("\n\na,b\n\n1,2\n") == [5])
        #expect(try lines("a,b\r1,2\r\r3,4") == [2, 4])
        #expect(try lines("a,b\n\"1\n\n\",2\n3,4\n") == [2, 5])
    }
}
