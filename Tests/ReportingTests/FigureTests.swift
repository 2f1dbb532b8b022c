import Testing

@testable import Reporting

struct FigureTests {
    private static let figures = [
        Figure("images", "images", count: 1500),
        Figure("accuracy", "right images", 0.9, interval: .init(low: 0.875, high: 1), unit: .percent),
        Figure("mean_iou", "mean overlap", 0.123456789, unit: .fraction),
        Figure("gain", "gain", -12, unit: .number), Figure("absent", "not measured", nil, unit: .percent),
    ]

    @Test func readersGetRoundedNumbers() {
        #expect(
            Self.figures.map(\.text)
                == ["1,500", "90.0 % (87.5 to 100.0)", "0.123", "−12", "not known"])
        #expect(
            Self.figures.table.text(.table) == """
                figure     value     low     high  meaning
                --------  ------  ------  -------  ------------
                images      1500                   images
                accuracy  90.0 %  87.5 %  100.0 %  right images
                mean_iou  0.1235                   mean overlap
                gain       -12.0                   gain
                absent                             not measured

                """)
    }

    @Test func programsGetAllDigitsUnderTheSameKeys() {
        #expect(
            Self.figures.table.text(.csv) == """
                figure,value,low,high,meaning
                images,1500,,,images
                accuracy,0.9,0.875,1.0,right images
                mean_iou,0.123456789,,,mean overlap
                gain,-12.0,,,gain
                absent,,,,not measured

                """)
        #expect(
            JSONValue.object(Self.figures.members).compact
                == #"{"images": 1500, "accuracy": 0.9, "accuracy_interval": [0.875, 1.0], "mean_iou": 0.123456789, "#
                + #""gain": -12.0, "absent": null}"#)
    }

    @Test func jsonKeepsTheOrderOfMembers() {
        let value = JSONValue.object([
            ("b", .array([.object([("x", 1), ("y", "é\"\n")]), .object([])])), ("a", .array([1, 2.5, nil, true])),
            ("n", .number(.nan)),
        ])
        #expect(value.compact == #"{"b": [{"x": 1, "y": "é\"\n"}, {}], "a": [1, 2.5, null, true], "n": null}"#)
        #expect(
            value.lines == """
                {
                  "b": [
                    {"x": 1, "y": "é\\"\\n"},
                    {}
                  ],
                  "a": [1, 2.5, null, true],
                  "n": null
                }

                """)
    }

    /// Columns that say nothing are left out for readers alone.
    @Test func optionalColumnsAreForPrograms() {
        let table = ResultTable(columns: ["unit", "concept"], rows: [[.integer(1), .null]], optional: ["concept"])
        #expect(table.text(.csv) == "unit,concept\n1,\n")
        #expect(table.text(.markdown) == "| unit |\n| ---: |\n| 1 |\n")
        let named = ResultTable(
            columns: ["unit", "concept"], rows: [[.integer(1), .text("red")]], optional: ["concept"])
        #expect(named.text(.markdown) == "| unit | concept |\n| ---: | --- |\n| 1 | red |\n")
    }
}
