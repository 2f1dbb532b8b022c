package import Units

/// Pixel counts of objects and of the high region of a scene's map, over the scene's images.
package struct SceneObjectTally: Sendable, Equatable, Codable {
    /// The counts of one object over the images that contain it.
    package struct Counts: Sendable, Equatable, Codable {
        /// Images that contain it.
        package var images = 0
        /// Its pixels, and how many of them are in the region.
        package var pixels = 0
        package var inside = 0
        /// All pixels of these images, and how many of them are in the region.
        package var all = 0
        package var region = 0
    }

    package private(set) var images = 0
    /// Indexed by object.
    package private(set) var objects: [Counts]

    /// Counts over no images.
    package init(objects: Int) { self.objects = [Counts](repeating: Counts(), count: objects) }

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - region: Where the scene's map is high.
    ///   - shown: Masks of the region's size, at most one per object.
    ///   - ignored: Pixels outside of all objects, which do not count.
    package mutating func add(region: Mask, shown: [(name: Int, mask: Mask)], ignored: Mask? = nil) {
        images += 1
        let counted = region.pixels.count - (ignored?.area ?? 0)
        let size = region.area - (ignored.map { zip(region.pixels, $0.pixels).count { $0 && $1 } } ?? 0)
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
            objects[object.name].all += counted
            objects[object.name].region += size
        }
    }

    package mutating func merge(_ other: SceneObjectTally) {
        images += other.images
        for place in objects.indices {
            objects[place].images += other.objects[place].images
            objects[place].pixels += other.objects[place].pixels
            objects[place].inside += other.objects[place].inside
            objects[place].all += other.objects[place].all
            objects[place].region += other.objects[place].region
        }
    }

    /// Returns the objects in the images by descending lift. Objects in fewer than `least` images come last, since a
    /// single occurrence is weak evidence.
    package func ranking(least: Int) -> [SceneObject] {
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
    /// The index of the object.
    public let object: Int
    /// Images that contain it.
    public let images: Int
    /// Their fraction of the scene's images.
    public let frequency: Double
    /// The fraction of the object's pixels in the high region: P(high | object).
    public let overlap: Double
    /// P(high | object) / P(high) over the images that contain it.
    public let lift: Double

    init(object: Int, counts: SceneObjectTally.Counts, of all: Int) {
        self.object = object
        images = counts.images
        frequency = Double(counts.images) / Double(max(1, all))
        overlap = Double(counts.inside) / Double(max(1, counts.pixels))
        lift = counts.region > 0 ? overlap / (Double(counts.region) / Double(counts.all)) : 0
    }
}

/// The precision of the first objects of a ranking with respect to a scene's recipe.
package enum RecipePrecision {
    /// Returns the expected fraction of recipe objects among the first n by descending score, where n is the recipe's
    /// size and equal scores are in random order.
    ///
    /// - Parameter recipe: Whether each object belongs to the recipe; at least one does.
    package static func value(scores: [Double], recipe: [Bool]) -> Double {
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
