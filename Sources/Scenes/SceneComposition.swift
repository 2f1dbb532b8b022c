import Units
import Images

extension Scene {
    /// Composes scene `index` of the series with `seed`.
    ///
    /// Each block of images, one per class, contains every class once.
    package init(seed: UInt64, index: Int) {
        let count = SceneClass.allCases.count
        var order = SceneRandom(seed: seed, 1, UInt64(index / count))
        let sceneClass = order.shuffled(SceneClass.allCases)[index % count]
        var random = SceneRandom(seed: seed, 2, UInt64(index))
        let backdrop = Backdrop(&random)
        var clutter: [Clutter] = []
        for _ in 0..<random.from(2...7) { clutter.append(Clutter(&random)) }
        self.init(
            seed: seed, index: index, sceneClass: sceneClass, backdrop: backdrop, clutter: clutter,
            objects: Self.objects(of: sceneClass, on: backdrop, &random))
    }

    /// Returns parts of other classes that do not complete another recipe: none in a quarter of the scenes, otherwise one or
    /// two.
    static func distractors(of sceneClass: SceneClass, _ random: inout SceneRandom) -> [Part] {
        let wanted = [0, 1, 1, 2][random.below(4)]
        var parts = sceneClass.recipe
        for part in random.shuffled(Part.allCases.filter { !sceneClass.recipe.contains($0) }) {
            if parts.count == sceneClass.recipe.count + wanted { break }
            if SceneClass.complete(in: parts + [part]) == [sceneClass] { parts.append(part) }
        }
        return Array(parts.dropFirst(sceneClass.recipe.count))
    }

    private static func objects(
        of sceneClass: SceneClass, on backdrop: Backdrop, _ random: inout SceneRandom
    ) -> [Object] {
        let parts = sceneClass.recipe + distractors(of: sceneClass, &random)
        // Text is drawn from its own list before the parts are placed, so that it is independent of the class.
        let words = random.chance(40) ? (0..<(random.chance(15) ? 2 : 1)).map { _ in random.pick(Letters.words) } : []
        var kinds = random.shuffled(parts.map { Object.Kind.part($0) })
        for word in words {
            let hasBoard = random.chance(50)
            kinds.insert(.word(word, hasBoard: hasBoard), at: random.below(kinds.count + 1))
        }
        var layout = SceneLayout()
        return kinds.map { kind in
            let placement = layout.place(kind, &random)
            return Object(
                kind: kind, placement: placement, palette: SceneColors.palette(on: backdrop.first, &random))
        }
    }
}

extension Scene.Backdrop {
    init(_ random: inout SceneRandom) {
        let first = SceneColors.pick(SceneColors.soft, varied: 10, &random)
        var second = SceneColors.pick(SceneColors.soft, varied: 10, &random)
        for _ in 0..<6 where SceneColors.difference(first, second) < 40 {
            second = SceneColors.pick(SceneColors.soft, varied: 10, &random)
        }
        let kind = random.pick(Kind.allCases)
        self.init(
            kind: kind, first: first, second: second, period: random.from(72...240), phase: random.below(256),
            angle: random.pick([0, 30, 45, 60, 90, 120, 135, 150]))
    }
}

extension Scene.Clutter {
    init(_ random: inout SceneRandom) {
        let kind = random.pick(Kind.allCases)
        let x = random.below(Scene.side * Scene.unitsPerPixel)
        let y = random.below(Scene.side * Scene.unitsPerPixel)
        let placement = Scene.Placement(
            x: x, y: y, radius: random.from(28...84), angle: random.below(360), isMirrored: false)
        self.init(kind: kind, placement: placement, color: SceneColors.pick(SceneColors.strong, varied: 20, &random))
    }
}
