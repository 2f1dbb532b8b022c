import Images
import Scenes
import Testing
import Units

@Suite struct RecipeTests {
    @Test func recipesHaveTwoToFourParts() {
        #expect(SceneClass.allCases.count >= 12)
        for scene in SceneClass.allCases { #expect((2...4).contains(scene.recipe.count), "\(scene)") }
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

@Suite struct SceneCompositionTests {
    static let scenes = (0..<2400).map { Scene(seed: 5, index: $0) }

    @Test func aSceneDependsOnItsSeedAndPlaceAlone() {
        #expect(Scene(seed: 5, index: 77) == Self.scenes[77])
        #expect(Scene(seed: 6, index: 77) != Self.scenes[77])
    }

    /// Recorded on Debian 12; integers alone enter, so that every machine must find it.
    @Test func descriptionsAreTheSameOnEveryMachine() {
        var hash = FNV1a()
        for scene in Self.scenes.prefix(200) { hash.add(describe(scene)) }
        #expect(
            hash.value == 17_139_940_510_031_135_574, "recorded for version 1 of the scenes; see SceneFolder.version")
    }

    @Test func everyClassComesAsOftenAsEveryOther() {
        let counts = Dictionary(grouping: Self.scenes, by: \.sceneClass).mapValues(\.count)
        #expect(counts == Dictionary(uniqueKeysWithValues: SceneClass.allCases.map { ($0, 200) }))
    }

    @Test func aSceneCompletesTheRecipeOfItsClassAndNoOther() {
        for scene in Self.scenes {
            #expect(SceneClass.complete(in: scene.parts) == [scene.sceneClass], "scene \(scene.index)")
            #expect(Set(scene.parts).count == scene.parts.count, "scene \(scene.index)")
        }
    }

    @Test func noPartGivesAClassAway() {
        for part in Part.allCases {
            let classes = Dictionary(grouping: Self.scenes.filter { $0.parts.contains(part) }, by: \.sceneClass)
            let total = classes.values.reduce(0) { $0 + $1.count }
            let largest = classes.values.map(\.count).max() ?? 0
            #expect(classes.count >= 9, "\(part)")
            #expect(2 * largest < total, "\(part): \(largest) of \(total)")
        }
    }

    /// Of 200 scenes of a class about 80 bear text, with a standard deviation of 7.
    @Test func textDoesNotDependOnTheClass() {
        for (scene, list) in Dictionary(grouping: Self.scenes, by: \.sceneClass) {
            let count = list.count { !$0.words.isEmpty }
            #expect((52...108).contains(count), "\(scene): \(count)")
        }
        // The same word with every class: the commonest dozen of words are each seen with most classes.
        let words = Dictionary(grouping: Self.scenes.flatMap { scene in scene.words.map { ($0, scene.sceneClass) } }) {
            $0.0
        }
        #expect(words.count >= 24)
        for (word, uses) in words { #expect(Set(uses.map(\.1)).count >= 6, "\(word)") }
    }

    @Test func thingsStandInsideOfTheImage() {
        for object in Self.scenes.flatMap(\.objects) {
            let place = object.placement
            let range = place.radius...(Scene.side * Scene.unitsPerPixel - place.radius)
            #expect(range.contains(place.x) && range.contains(place.y))
        }
    }

    /// Every number of the scene, in an order that does not depend on the standard library.
    private func describe(_ scene: Scene) -> [Int] {
        func color(_ color: Color) -> [Int] { [Int(color.red), Int(color.green), Int(color.blue)] }
        func place(_ place: Scene.Placement) -> [Int] {
            [place.x, place.y, place.radius, place.angle, place.isMirrored ? 1 : 0]
        }
        let backdrop = scene.backdrop
        var numbers = [
            scene.sceneClass.rawValue, backdrop.kind.rawValue, backdrop.period, backdrop.phase, backdrop.angle,
        ]
        numbers += color(backdrop.first) + color(backdrop.second)
        for thing in scene.clutter { numbers += [thing.kind.rawValue] + place(thing.placement) + color(thing.color) }
        for object in scene.objects {
            switch object.kind {
            case .part(let part): numbers.append(part.rawValue)
            case .word(let word, let hasBoard): numbers += word.utf8.map(Int.init) + [hasBoard ? 1 : 0]
            }
            numbers += place(object.placement) + color(object.palette.main) + color(object.palette.second)
            numbers += color(object.palette.ink)
        }
        return numbers
    }
}

extension FNV1a {
    /// Adds the lower four bytes of each number, the least significant one first.
    mutating func add(_ numbers: [Int]) {
        for number in numbers { add((0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }) }
    }
}
