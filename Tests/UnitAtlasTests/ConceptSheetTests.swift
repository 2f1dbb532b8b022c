import Images
import Testing

@testable import UnitAtlas

/// What stands on the sheet of a concept.
struct ConceptSheetTests {
    @Test func namesOfFilesThatBeginAlikeAreToldApart() {
        #expect(ConceptSheet.shortened("scene-00076.png") == "scene-00076.png")
        let names = ["11", "22"].map { "COLLECTION2012_validation_000361\($0).JPEG" }
        let shown = names.map { ConceptSheet.shortened($0) }
        #expect(shown[0].hasPrefix("COLL") && shown[0].hasSuffix("00036111.JPEG"), "\(shown[0])")
        #expect(shown[0].contains("…") && shown[0] != shown[1])
        #expect(shown.allSatisfy { TextStyle(size: 14, weight: .bold).width(of: $0) <= 200 })
    }
}
