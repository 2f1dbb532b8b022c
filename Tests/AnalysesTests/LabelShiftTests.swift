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

    /// Mistakes between neighbouring classes leave some of the wrong labels correct, the more the more images there are.
    @Test func manyImagesOfWhichSomeAreMistaken() throws {
        let pairs = (0..<700).map { ($0 + 1, $0 % 5 == 0 ? $0 + 1 : $0) }
        let found = try #require(shift(pairs, classes: 1000))
        #expect(found.offset == -1 && found.correct == 140 && found.shiftedCorrect == 560)
    }

    /// A quarter of the images is enough, if the classes are many.
    @Test func networksThatAreOftenWrong() throws {
        func pairs(_ right: Int) -> [(Int, Int)] { (0..<20).map { ($0 * 9, $0 < right ? $0 * 9 + 1 : $0 * 9 + 5) } }
        #expect(try #require(shift(pairs(5), classes: 1000)).offset == 1)
        #expect(shift(pairs(4), classes: 1000) == nil)
        // Of 13 classes chance alone makes some correct: seven are four times as many, six are not.
        let few = (0..<20).map { place in (place % 12, place < 7 ? place % 12 + 1 : (place + 6) % 12) }
        #expect(shift(few, classes: 13) != nil)
        #expect(shift(few.enumerated().map { $0 == 6 ? (6, 0) : $1 }, classes: 13) == nil)
    }

    /// Two classes that a network takes for their neighbours, as sunglasses and sunglass, are no evidence.
    @Test func twoClassesThatAreMistaken() {
        #expect(shift((0..<40).map { (5 + $0 % 2 * 3, 6 + $0 % 2 * 3) }, classes: 100) == nil)
        #expect(shift((0..<40).map { (5 + $0 % 3 * 3, 6 + $0 % 3 * 3) }, classes: 100) != nil)
    }
}
