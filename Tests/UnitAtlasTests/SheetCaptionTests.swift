import Analyses
import Sheets
import Store
import Testing
import Units

@testable import UnitAtlas

/// The texts of sheets.
struct SheetCaptionTests {
    private let red = ClassRecord(id: ClassID(0), name: "red, crimson", wnid: "n01")
    private let blue = ClassRecord(id: ClassID(2), name: "blue", wnid: nil)

    private func caption(_ change: (inout SheetOptions) -> Void = { _ in }) -> SheetCaption {
        var options = SheetOptions()
        change(&options)
        return SheetCaption(
            source: SheetSource(
                modelName: "net", modelSHA256: "ab", layer: "relu", images: 6, isComplete: true, head: nil),
            options: options)
    }

    private func plan(
        _ weights: [Float], images: ClassImageCount? = ClassImageCount(count: 1, basis: .label), sentence: String? = nil
    ) -> ClassSheetPlan {
        let ranked = UnitRanking.units(UnitEvidence(weights: weights, meanPooled: weights.map { _ in 1 }))
        return ClassSheetPlan(
            record: red, ranked: ranked, rows: [], images: images,
            evidence: EvidenceShare(of: ranked.prefix(1), among: ranked), weights: weights, otherWeights: nil,
            otherClasses: weights.map { _ in [] }, shareSentence: sentence, missing: nil)
    }

    @Test func aClass() {
        let caption = caption()
        #expect(caption.title(of: red) == "red")
        #expect(
            caption.subtitles(plan([1])) == [
                "red, crimson  ·  n01  ·  class 0", "net, layer relu, 6 images; 1 labelled image of the class",
                "Bright: where the unit is at or above 40 % of its maximum in the image.",
                "This unit carries 100.0 % of the evidence for red, the sum of all positive mean contributions.",
            ])
        #expect(caption.subtitles(plan([1], images: nil))[1].hasSuffix("no image of the class is indexed"))
        #expect(caption.subtitles(plan([1], sentence: "so")).last == "Shares: so.")
        #expect(caption.pictureTitle(of: red) == "Units of class 0, red, crimson")
    }

    /// The line of a sheet with index `line`; the first three say what the class, the images and the tiles are.
    private func line(_ line: Int, _ caption: SheetCaption, _ weights: [Float]) -> String {
        let lines = caption.subtitles(plan(weights))
        return line < lines.count ? lines[line] : ""
    }

    @Test func ordersOfUnits() {
        let against = caption { $0.order = .against }
        #expect(against.title(of: red) == "Against red")
        #expect(line(3, against, [-1]) == "These units have the most negative weights for red.")
        #expect(line(3, against, [1]).hasPrefix("No unit argues against red"))
        let versus = caption { $0.order = .versus(blue) }
        #expect(versus.title(of: red) == "red rather than blue")
        #expect(line(3, versus, [1]) == "Numbers: the weight for red minus the weight for blue.")
        #expect(
            line(4, versus, [3, 1])
                == "This unit carries 75.0 % of the evidence for red rather than blue, the sum of all positive differences of mean"
                + " contributions.")
        #expect(versus.pictureTitle(of: red) == "Units for class 0, red, crimson rather than class 2, blue")
        #expect(
            caption { $0.isFromClass = true }.subtitles(plan([1])).contains("Only images of the class are shown."))
    }

    @Test func measuresOfUnits() {
        let contribution = caption { $0.measure = .contribution }
        #expect(
            line(3, contribution, [1])
                == "Numbers: the mean contribution over these images, weight times mean activation.")
        #expect(line(3, caption { $0.measure = .ablation }, [1]).hasPrefix("Numbers: the margin lost without the unit"))
        let ranked = plan([0.5, 2])
        #expect(caption().value(of: ranked.ranked[0]) == nil)
        #expect(contribution.value(of: ranked.ranked[0]) == 2)
        #expect(caption().detail(ranked, row: 0) == nil)
        #expect(contribution.detail(ranked, row: 0) == "weight +0.500")
        let against = caption { ($0.measure, $0.order) = (.contribution, .against) }
        #expect(line(3, against, [-1]) == "These units have the most negative mean contributions for red.")
    }

    @Test func remarksAboutLevels() {
        let unit = UnitRecord(unit: UnitID(0), mean: 0, deviation: 0, maximum: 6, activeFraction: 0.5, threshold: 6)
        let silent = UnitRecord(unit: UnitID(0), mean: 0, deviation: 0, maximum: 6, activeFraction: 0, threshold: 0)
        let rules: [Segmentation.Rule] = [.method, .fractionOfMaximum]
        #expect(caption().remark(unit, [.method]) == nil)
        #expect(caption().remark(unit, rules) == "1 of 2 images bright from half the maximum")
        let quantile = caption { $0.method = .quantile(share: 0.005) }
        #expect(quantile.remark(unit, rules) == "saturates; bright from half the maximum")
        #expect(quantile.remark(silent, rules) == "hardly ever active; bright from half the maximum")
        #expect(caption { $0.kind = .heat }.remark(unit, rules) == nil)
        #expect(
            caption().lines(unit, remark: "x") == ["active in 50.0 % of all cells", "maximum 6, threshold 6", "x"])
    }

    @Test func clippedUnits() {
        let unit = UnitRecord(
            unit: UnitID(0), mean: 0, deviation: 0, maximum: 6, activeFraction: 0.5, threshold: 6,
            unclipped: UnitRecord.Extremes(maximum: 14, threshold: 9))
        #expect([unit].clip == 6)
        #expect(
            caption().lines(unit, remark: nil) == [
                "active in 50.0 % of all cells", "maximum 6 (14 before the clip), threshold 9",
            ])
        #expect(caption { $0.kind = .heat }.colorBar(of: unit)?.high == "14")
        #expect(caption().source.clip == nil)
        var clipped = caption().source
        clipped.clip = [unit].clip
        for kind in TileKind.allCases {
            var options = SheetOptions()
            options.kind = kind
            let (plain, noted) = (
                SheetCaption(source: caption().source, options: options).legend,
                SheetCaption(source: clipped, options: options).legend
            )
            #expect(noted.hasPrefix(plain) && noted.contains("6") && noted != plain)
        }
    }

    @Test func onlyHeatHasAColorBar() {
        let unit = UnitRecord(unit: UnitID(0), mean: 0, deviation: 0, maximum: 6, activeFraction: 0.5, threshold: 6)
        let heat = caption { $0.kind = .heat }
        #expect(heat.colorBar(of: unit) == ColorBar(.uniform, low: "0", high: "6"))
        #expect(heat.colorBar(of: nil)?.high == "the unit's maximum")
        for kind in TileKind.allCases where kind != .heat {
            #expect(caption { $0.kind = kind }.colorBar(of: unit) == nil)
        }
    }

    @Test func whereASheetComesFrom() {
        let source = SheetSource(
            modelName: "net", modelSHA256: "", layer: "relu", images: 6, isComplete: false, head: "mine")
        #expect(source.text == "net, layer relu, 6 images (indexing not finished), head mine")
    }
}
