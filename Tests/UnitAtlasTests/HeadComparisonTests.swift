import Analyses
import Reporting
import Testing

@testable import UnitAtlas

struct HeadComparisonTests {
    /// Four images: both heads are right on the first, each alone on one, the first alone on one more.
    @Test func rowsOfBothHeads() {
        var comparison = HeadComparison(first: "a", second: "b")
        comparison.add("accuracy", first: [true, true, true, false], second: [true, false, false, true])
        comparison.add("error", isError: true, first: [true, false], second: [true, true])
        comparison.add("center", baseline: [true, false, false, false])
        comparison.add("nothing", first: [], second: [])
        let rows = comparison.rows
        #expect(rows.map(\.figure) == ["accuracy", "accuracy", "error", "error", "center", "nothing", "nothing"])
        #expect(rows.map(\.head) == ["a", "b", "a", "b", nil, "a", "b"])
        #expect(rows.map(\.images) == [4, 4, 2, 2, 4, 0, 0])
        #expect(rows.map { $0.share?.successes } == [3, 2, 1, 0, 1, nil, nil])
        #expect(rows.map(\.onlyThis) == [2, 1, 0, 1, nil, 0, 0])
        // A split of 2 to 1, or of 1 to 0, is as even as can be.
        #expect(rows.map(\.exactP) == [1, 1, 1, 1, nil, nil, nil])
        #expect(rows.map(\.correctedP) == [1, 1, 1, 1, nil, nil, nil])
    }

    @Test func theTableHasTheSameNumbers() {
        var comparison = HeadComparison(first: "a", second: "b")
        comparison.add("accuracy", first: [true, false], second: [true, true])
        comparison.add("center", baseline: [])
        let share = Proportion(successes: 1, total: 2)
        let rows = comparison.table.rows
        #expect(rows.count == 3)
        #expect(
            rows[0] == [
                .text("accuracy"), .text("a"), .integer(2), .percent(0.5), .percent(share.interval.lowerBound),
                .percent(share.interval.upperBound), .integer(0), .real(1), .real(1),
            ])
        #expect(rows[2] == [.text("center"), .null, .integer(0), .null, .null, .null, .null, .null, .null])
    }
}
