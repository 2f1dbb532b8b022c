import Reporting
import Testing

struct ResultTableTests {
    private static let table = ResultTable(
        columns: ["name", "value"],
        rows: [
            [.text("a, \"b\""), .number(0.1 as Float)], [.text("two\nlines"), .null], [.text("é"), .real(0.1)],
        ])

    @Test func everyForm() {
        #expect(
            Self.table.text(.table) == """
                name       value
                ---------  -----
                a, "b"       0.1
                two lines
                é            0.1

                """)
        #expect(Self.table.text(.csv) == "name,value\n\"a, \"\"b\"\"\",0.1\n\"two\nlines\",\né,0.1\n")
        #expect(
            Self.table.text(.json) == """
                [
                  {"name": "a, \\"b\\"", "value": 0.1},
                  {"name": "two\\nlines", "value": null},
                  {"name": "é", "value": 0.1}
                ]

                """)
        #expect(
            Self.table.text(.markdown)
                == "| name | value |\n| --- | ---: |\n| a, \"b\" | 0.1 |\n| two lines |  |\n| é | 0.1 |\n")
    }

    /// One number has one text, whether it comes as float32 or as the double that SQLite stores for it.
    @Test func numbers() {
        func text(_ cell: ResultTable.Cell, _ format: ResultTable.Format) -> String {
            String(ResultTable(columns: ["x"], rows: [[cell]]).text(format).split(separator: "\n").last ?? "")
        }
        for value in [0.3306085, 0.292631, 1e-7, 123456.79, 6, -0.5, 1 / 3] as [Float] {
            for format in ResultTable.Format.allCases {
                #expect(text(.number(value), format) == text(.real(Double(value)), format))
            }
            #expect(text(.number(value), .csv) == value.description)
        }
        #expect(text(.real(1.0 / 3), .csv) == "0.3333333333333333")
        #expect(text(.real(1.0 / 3), .table) == "0.3333")
        #expect(text(.real(-0.0), .csv) == "0.0")
        #expect(text(.real(.infinity), .json) == "  {\"x\": null}" || text(.real(.infinity), .json) == "]")
        #expect(text(.integer(.max), .csv) == "9223372036854775807")
        #expect(text(.blob([0, 255]), .csv) == "00ff")
    }

    @Test func longTextsAreBrokenToFit() {
        let table = ResultTable(
            columns: ["unit", "question"],
            rows: [[.integer(3), .text("Which units argue most strongly for a class, and how much?")]])
        #expect(
            table.text(.table, width: 32) == """
                unit  question
                ----  --------------------------
                   3  Which units argue most
                      strongly for a class, and
                      how much?

                """)
        #expect(table.text(.table, width: 200) == table.text(.table))
        // A word longer than the column is cut; numbers never are.
        let word = ResultTable(
            columns: ["path", "n"], rows: [[.text(String(repeating: "x", count: 40)), .integer(123_456_789)]])
        let lines = word.text(.table, width: 20).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[2] == "xxxxxxxxxxxxxxxx  123456789")
    }

    /// East Asian characters and emoji take two places each, and columns stay below one another.
    @Test func wideCharactersTakeTwoPlaces() {
        let table = ResultTable(
            columns: ["path", "n"],
            rows: [[.text("日本/é😀"), .integer(1)], [.text("한국 한국 한국 한국한국"), .integer(22)]])
        #expect(
            table.text(.table, width: 20) == """
                path               n
                ----------------  --
                日本/é😀           1
                한국 한국 한국    22
                한국한국

                """)
        let narrow = ResultTable(columns: ["path"], rows: [[.text(String(repeating: "日", count: 12))]])
        let lines = narrow.text(.table, width: 17).split(separator: "\n")
        #expect(lines.dropFirst(2).map(\.count) == [8, 4])
    }

    @Test func noRows() {
        let table = ResultTable(columns: ["a", "b"], rows: [])
        #expect(table.text(.table) == "a  b\n-  -\n")
        #expect(table.text(.csv) == "a,b\n")
        #expect(table.text(.json) == "[]\n")
    }
}
