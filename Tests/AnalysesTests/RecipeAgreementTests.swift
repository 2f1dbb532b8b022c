import Analyses
import Tensors
import Testing
import Units

@Suite struct RecipeAgreementTests {
    /// Two classes, four units; units 0 and 1 detect parts 0 and 1, unit 2 part 2, and unit 3 nothing.
    let head = Head(
        weights: Tensor(shape: [2, 4], values: [3, 1, 2, -1, -2, 0, 1, 4]), bias: [0, 0], pooling: .average,
        form: .poolThenLinear)
    let agreements = [
        PartAgreement(part: 0, intersectionOverUnion: 0.5), PartAgreement(part: 1, intersectionOverUnion: 0.3),
        PartAgreement(part: 2, intersectionOverUnion: 0.2), PartAgreement(part: nil, intersectionOverUnion: 0),
    ]

    @Test func theStrongestUnitsAreLookedUpInTheRecipe() {
        let recipeAgreement = RecipeAgreement(head: head, agreements: agreements, recipes: [[0, 1], [1, 2]], top: 2)
        #expect(recipeAgreement.words.map(\.unit.value) == [0, 2, 3, 2])
        #expect(recipeAgreement.words.map(\.rank) == [1, 2, 1, 2])
        #expect(recipeAgreement.words.map(\.isInRecipe) == [true, false, false, true])
        #expect(recipeAgreement.topUnitsInRecipe == 0.5)
        #expect(abs(recipeAgreement.meanIntersectionOverUnion - 0.9 / 4) < 1e-12)
    }

    @Test func atRandomIsWhatDrawsGiveInTheLongRun() {
        let recipeAgreement = RecipeAgreement(head: head, agreements: agreements, recipes: [[0, 1], [1, 2]], top: 2)
        // Of eight pairs of class and unit four match: class 0 with units 0 and 1, class 1 with units 1 and 2.
        #expect(recipeAgreement.topUnitsInRecipeRandom == 0.5)
        #expect(recipeAgreement.meanIntersectionOverUnionRandom == 0.25)
    }

    @Test func aClassWithoutARecipeHasNoWordInIt() {
        let recipeAgreement = RecipeAgreement(head: head, agreements: agreements, recipes: [[], []])
        #expect(recipeAgreement.words.count == 6)
        #expect(recipeAgreement.topUnitsInRecipe == 0)
        #expect(recipeAgreement.topUnitsInRecipeRandom == 0)
    }
}
