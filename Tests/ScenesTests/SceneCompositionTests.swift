import Scenes
import Testing

@Suite struct RecipeTests {
    @Test func recipesHaveTwoToFourParts() {
        for scene in SceneClass.allCases { #expect((2...4).contains(scene.recipe.count), "\(scene)") }
        #expect(SceneClass.allCases.count >= 12)
    }

    @Test func everyPartIsInTheRecipesOfTwoClasses() {
        for part in Part.allCases {
            #expect(SceneClass.allCases.count { $0.recipe.contains(part) } == 2, "\(part)")
        }
    }

    @Test func noTwoClassesHaveTwoPartsInCommon() {
        for a in SceneClass.allCases {
            for b in SceneClass.allCases where a != b {
                #expect(Set(a.recipe).intersection(b.recipe).count <= 1, "\(a), \(b)")
            }
        }
    }
}
