public import Units

/// Objects and a scene's high region, counted in pixels over the scene's images.
public struct SceneObjectTally: Sendable, Equatable, Codable {
    /// The counts of one object, over the images that show it.
    public struct Counts: Sendable, Equatable, Codable {
        /// Images that show it.
        public var images = 0
        /// Its pixels, and those of them in the region.
        public var pixels = 0
        public var inside = 0
        /// All pixels of these images, and those of the region.
        public var all = 0
        public var region = 0
    }

    public private(set) var images = 0
    /// By object.
    public private(set) var objects: [Counts]

    /// Of no image yet.
    public init(objects: Int) { self.objects = [Counts](repeating: Counts(), count: objects) }

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - region: Where the scene's map is high.
    ///   - shown: Masks of the region's size; an object no more than once.
    public mutating func add(region: Mask, shown: [(name: Int, mask: Mask)]) {
        images += 1
        let size = region.area
        for object in shown {
            precondition(object.mask.pixels.count == region.pixels.count, "a mask of another size")
            let (isIn, isRegion) = (object.mask.pixels.span, region.pixels.span)
            var (pixels, inside) = (0, 0)
            for place in isIn.indices where isIn[place] {
                pixels += 1
                if isRegion[place] { inside += 1 }
            }
            guard pixels > 0 else { continue }
            objects[object.name].images += 1
            objects[object.name].pixels += pixels
            objects[object.name].inside += inside
            objects[object.name].all += isIn.count
            objects[object.name].region += size
        }
    }

    public mutating func merge(_ other: SceneObjectTally) {
        images += other.images
        for place in objects.indices {
            objects[place].images += other.objects[place].images
            objects[place].pixels += other.objects[place].pixels
            objects[place].inside += other.objects[place].inside
            objects[place].all += other.objects[place].all
            objects[place].region += other.objects[place].region
        }
    }

    /// The objects that the images show, by lift, falling. Those that fewer than `least` images show come after the others:
    /// an object seen once tells little.
    public func ranking(least: Int) -> [SceneObject] {
        let found = objects.indices.filter { objects[$0].images > 0 }.map { place in
            SceneObject(object: place, counts: objects[place], of: images)
        }
        return found.sorted { a, b in
            let (x, y) = (a.images >= least, b.images >= least)
            if x != y { return x }
            return a.lift != b.lift ? a.lift > b.lift : a.object < b.object
        }
    }
}

/// An object in the images of a scene.
public struct SceneObject: Sendable, Equatable {
    /// Its place among the objects.
    public let object: Int
    /// Images that show it.
    public let images: Int
    /// Their share of the scene's images.
    public let frequency: Double
    /// The share of the object's pixels in the high region: P(high | object).
    public let overlap: Double
    /// How much more of it is there than of anything: P(high | object) / P(high), in the images that show it.
    public let lift: Double

    init(object: Int, counts: SceneObjectTally.Counts, of all: Int) {
        self.object = object
        images = counts.images
        frequency = Double(counts.images) / Double(max(1, all))
        overlap = Double(counts.inside) / Double(max(1, counts.pixels))
        lift = counts.region > 0 ? overlap / (Double(counts.region) / Double(counts.all)) : 0
    }
}

/// How many of the first objects of an order belong to a scene's recipe.
public enum RecipePrecision {
    /// Of the first n, n being the recipe's size, when `scores` are sorted to fall: the expected share of the recipe's among
    /// them, equal scores in random order.
    ///
    /// - Parameter recipe: Of the same objects as the scores; not empty.
    public static func value(scores: [Double], recipe: [Bool]) -> Double {
        let n = recipe.count { $0 }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var (place, found) = (0, 0.0)
        while place < n, place < order.count {
            let score = scores[order[place]]
            let group = order[place...].prefix { scores[$0] == score }
            let right = group.count { recipe[$0] }
            found += Double(right) * Double(min(group.count, n - place)) / Double(group.count)
            place += group.count
        }
        return n > 0 ? found / Double(n) : 0
    }
}
