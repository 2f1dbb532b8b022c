import Analyses
import TestSupport
import Tensors
import Testing
import Units

@Suite struct ClassActivationMapTests {
    static let maps = Tensor(shape: [2, 1, 2], values: [1, 2, 3, -1])

    static func head(_ form: HeadForm, bias: [Float] = [0.5, -1]) -> Head {
        Head(weights: Tensor(shape: [2, 2], values: [2, -1, 1, 1]), bias: bias, pooling: .average, form: form)
    }

    @Test func byHand() {
        let map = ClassActivationMap.map(of: ClassID(0), maps: Self.maps, head: Self.head(.poolThenLinear))
        #expect(map == Plane(height: 1, width: 2, values: [-1, 5]))
    }

    @Test func theLawByHand() {
        // F = (1.5, 1); S_0 = 0.5 + 2·1.5 − 1 = 2.5
        let head = Self.head(.poolThenLinear)
        let map = ClassActivationMap.map(of: ClassID(0), maps: Self.maps, head: head)
        #expect(ClassActivationMap.logit(of: ClassID(0), map: map, head: head) == 2.5)
    }

    @Test func theLawAfterARectifiedConvolutionByHand() {
        // M + b = (−0.5, 5.5); four border cells hold relu(0.5).
        let head = Self.head(.linearThenPool(rectified: true, border: 4))
        let map = ClassActivationMap.map(of: ClassID(0), maps: Self.maps, head: head)
        #expect(ClassActivationMap.logit(of: ClassID(0), map: map, head: head) == Float((0 + 5.5 + 4 * 0.5) / 6))
        let plain = Self.head(.linearThenPool(rectified: false, border: 0))
        #expect(ClassActivationMap.logit(of: ClassID(0), map: map, head: plain) == 2.5)
    }
}

@Suite struct UnitRankingTests {
    @Test func byWeightThenUnit() {
        let head = Head(
            weights: Tensor(shape: [2, 3], values: [1, 2, 2, 5, -3, 0]), bias: [0, 0], pooling: .average,
            form: .poolThenLinear)
        let ranked = UnitRanking.units(of: ClassID(0), head: head, meanPooled: [4, 1, -1])
        #expect(ranked.map(\.unit.value) == [1, 2, 0])
        #expect(ranked.map(\.rank) == [1, 2, 3])
        #expect(ranked.map(\.meanContribution) == [2, -2, 4])
        // Positive contributions sum to 6.
        let shares: [Double?] = [1.0 / 3, 0, 2.0 / 3]
        #expect(ranked.map(\.share) == shares)
        #expect(UnitRanking.units(of: ClassID(0), head: head, meanPooled: nil).allSatisfy { $0.share == nil })
        #expect(UnitRanking.classes(by: head.column(UnitID(0))).map(\.classID.value) == [1, 0])
        #expect(UnitRanking.classes(by: head.column(UnitID(2))).map(\.weight) == [2, 0])
        // How much more for the first class than for the second: −4, 5, 2.
        let versus = UnitRanking.units(
            UnitEvidence(weights: zip(head.row(ClassID(0)), head.row(ClassID(1))).map(-)))
        #expect(versus.map(\.unit.value) == [1, 2, 0])
        #expect(versus.map(\.weight) == [5, 2, -4])
    }

    @Test func byEachMeasure() {
        let evidence = UnitEvidence(weights: [3, 2, -1], meanPooled: [0, 1, 2], marginDrops: [0.5, 0.5, 1])
        #expect(UnitRanking.units(evidence).map(\.unit.value) == [0, 1, 2])
        let contributions = UnitRanking.units(evidence, by: .contribution)
        #expect(contributions.map(\.unit.value) == [1, 0, 2])
        #expect(contributions.map(\.meanContribution) == [2, 0, -2])
        let ablated = UnitRanking.units(evidence, by: .ablation)
        #expect(ablated.map(\.unit.value) == [2, 0, 1])
        #expect(ablated.map(\.rank) == [3, 1, 2])
        #expect(ablated.map(\.place) == [1, 2, 3])
        #expect(ablated.map { $0.value(of: .ablation) } == [1, 0.5, 0.5])
        #expect(ablated.map { $0.value(of: .weight) } == [-1, 3, 2])
    }

    @Test func evidenceThatUnitsCarry() {
        let all = UnitRanking.units(UnitEvidence(weights: [3, 2, -1, -1], meanPooled: [1, 1, 3, 1]))
        // For: 3 and 2; against: 3 and 1.
        #expect(EvidenceShare(of: all.prefix(1), among: all)?.share == 0.6)
        #expect(EvidenceShare(of: all.suffix(2), among: all)?.share == 0)
        #expect(EvidenceShare(of: all.suffix(1), among: all, against: true)?.share == 0.25)
        #expect(EvidenceShare(of: all.prefix(3), among: all)?.units == 3)
        let unknown = UnitRanking.units(UnitEvidence(weights: [1, 2]))
        #expect(EvidenceShare(of: unknown, among: unknown) == nil)
    }
}
