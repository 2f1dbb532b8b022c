import Tensors
import Testing
import Units

@testable import Analyses

struct WordChangeTests {
    private static func match(_ a: Int, _ b: Int, _ correlation: Float) -> UnitMatching.Match {
        UnitMatching.Match(a: UnitID(a), b: UnitID(b), correlation: correlation, chance: 0.1, q: 0.01, isKept: true)
    }

    @Test func wordsOfAClass() {
        let change = WordChange(
            a: [0.1, 0.9, 0.5, -0.2], b: [0.8, 0.7, -0.1, 0.3, 0.6],
            kept: [Self.match(1, 4, 0.9), Self.match(2, 2, 0.7), Self.match(3, 1, 0.6)], count: 3)
        #expect(change.words.map { $0.a?.unit.value } == [1, 2, 0, nil])
        #expect(change.words.map { $0.a?.rank } == [1, 2, 3, nil])
        #expect(change.words.map { $0.b?.unit.value } == [4, 2, nil, 0])
        #expect(change.words.map { $0.b?.rank } == [3, 5, nil, 1])
        #expect(change.words.map { $0.b?.weight } == [0.6, -0.1, nil, 0.8])
        #expect(change.words.map(\.correlation) == [0.9, 0.7, nil, nil])
        #expect(change.common == 1)
        // The ranks of 0.9, 0.5, −0.2 are 3, 2, 1; those of 0.6, −0.1, 0.7 are 2, 1, 3.
        #expect(abs((change.weightCorrelation ?? 0) + 0.5) < 1e-12)
    }

    private static func classes(_ names: [String], wnids: [String?]? = nil) -> [ClassRecord] {
        names.enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: wnids?[$0]) }
    }

    @Test func classesByWordNetIDThenNameThenIndex() {
        func pairs(_ a: [ClassRecord], _ b: [ClassRecord]) -> (ClassCorrespondence.Key?, [[Int]]) {
            let found = ClassCorrespondence(a, b)
            return (found.key, found.pairs.map { [$0.a.id.value, $0.b.id.value] })
        }
        let ids = pairs(Self.classes(["x", "y"], wnids: ["n1", "n2"]), Self.classes(["y", "z"], wnids: ["n2", nil]))
        #expect(ids == (.wnid, [[1, 0]]))
        // An id that a list has twice is no id.
        let names = pairs(
            Self.classes(["x", "y"], wnids: ["n1", "n1"]), Self.classes(["y", "q"], wnids: ["n1", nil]))
        #expect(names == (.name, [[1, 0]]))
        let indices = pairs(Self.classes(["x", "y"]), Self.classes(["0", "1"]))
        #expect(indices == (.index, [[0, 0], [1, 1]]))
        let none = pairs(Self.classes(["x", "y"]), Self.classes(["0"]))
        #expect(none == (nil, []))
        #expect(ClassCorrespondence([], []).pairs.isEmpty)
    }

    @Test func logits() {
        var agreement = LogitAgreement(classesA: [0, 2], classesB: [1, 0])
        #expect(agreement.correlation == nil && agreement.rootMeanSquareDifference == nil)
        agreement.add(
            Tensor(shape: [2, 3], values: [1, 9, 2, 3, 9, 4]), Tensor(shape: [2, 2], values: [2, 1, 4, 5]))
        // (1, 1), (2, 2), (3, 5), (4, 4): covariance 6, variations 5 and 10.
        #expect(abs((agreement.correlation ?? 0) - 6 / 50.0.squareRoot()) < 1e-12)
        #expect(agreement.rootMeanSquareDifference == 1)
    }
}
