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
        ClassSheetPlan(
            record: red, ranked: UnitRanking.units(by: weights, meanPooled: weights.map { _ in 1 }), rows: [],
            images: images, arguesFor: weights.map { $0 > 0 }, otherClasses: weights.map { _ in [] },
            shareSentence: sentence, missing: nil)
    }

    @Test func aClass() {
        let caption = caption()
        #expect(caption.title(of: red) == "red")
        #expect(
            caption.subtitles(plan([1])) == [
                "red, crimson  ·  n01  ·  class 0", "net, layer relu, 6 images; 1 labelled image of the class",
                "Bright: where the unit is at or above 40 % of its maximum in the image.",
            ])
        #expect(caption.subtitles(plan([1], images: nil))[1].hasSuffix("no image of the class is indexed"))
        #expect(caption.subtitles(plan([1], sentence: "so")).last == "Shares: so.")
        #expect(caption.pictureTitle(of: red) == "Units of class 0, red, crimson")
    }

    @Test func ordersOfUnits() {
        let against = caption { $0.order = .against }
        #expect(against.title(of: red) == "Against red")
        #expect(
            against.subtitles(plan([-1])).last?.hasPrefix("These units have the most negative weights for red") == true)
        #expect(against.subtitles(plan([1])).last?.hasPrefix("No unit argues against red") == true)
        let versus = caption { $0.order = .versus(blue) }
        #expect(versus.title(of: red) == "red rather than blue")
        #expect(versus.subtitles(plan([1])).last == "Numbers: the weight for red minus the weight for blue.")
        #expect(versus.pictureTitle(of: red) == "Units for class 0, red, crimson rather than class 2, blue")
        #expect(
            caption { $0.isFromClass = true }.subtitles(plan([1])).contains("Only images of the class are shown."))
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
