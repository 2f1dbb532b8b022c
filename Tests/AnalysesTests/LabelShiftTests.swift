import Analyses
import Testing
import Units

struct LabelShiftTests {
    private func shift(_ pairs: [(Int, Int)], classes: Int) -> LabelShift? {
        LabelShift(pairs.map { (ClassID($0.0), ClassID($0.1)) }, classes: classes)
    }

    @Test func labelsThatCountFromOne() throws {
        // Ten of twelve images are predicted as the class before their label.
        let pairs = (0..<12).map { ($0 % 11 + 1, $0 < 10 ? $0 % 11 : 11) }
        let found = try #require(shift(pairs, classes: 12))
        #expect(found.offset == -1 && found.count == 12 && found.shiftedCorrect == 10)
    }

    @Test func labelsWithoutTheBackgroundClass() throws {
        let pairs = (0..<100).map { ($0 * 10, $0 % 4 == 0 ? 7 : $0 * 10 + 1) }
        let found = try #require(shift(pairs, classes: 1001))
        #expect(found.offset == 1 && found.correct == 0 && found.shiftedCorrect == 75)
    }

    /// Labels that are right, classifiers that are poor, and few images are no evidence.
    @Test func noEvidence() {
        #expect(shift((0..<100).map { ($0, $0) }, classes: 100) == nil)
        #expect(shift((0..<100).map { ($0, ($0 * 37 + 5) % 100) }, classes: 100) == nil)
        #expect(shift((0..<7).map { ($0 + 1, $0) }, classes: 100) == nil)
        #expect(shift((0..<50).map { (1, $0 % 2) }, classes: 2) == nil)
        #expect(shift([], classes: 10) == nil)
    }
}
