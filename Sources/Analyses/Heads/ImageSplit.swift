import Tensors
import Units

/// The split of images into training and test images and cross-validation folds. It depends on a hash of each path, not
/// on the order of images, and is stratified by class.
public struct ImageSplit: Sendable, Equatable {
    /// The indices of training and of test images, ascending.
    public let training: [Int]
    /// Positions of the test images, ascending.
    public let test: [Int]
    /// The fold of each training image, 0..<folds.
    public let folds: [Int]

    /// - Parameters:
    ///   - classes: The class of each image; all the same if there are none.
    ///   - testShare: The fraction of each class to hold out, rounded; at least one image of a class is for training.
    package init(paths: [String], classes: [Int], testShare: Double, folds: Int, seed: UInt64) {
        precondition(paths.count == classes.count && folds > 0, "\(paths.count) paths, \(classes.count) classes")
        let keys = paths.map { Self.hash($0, seed: seed) }
        func precedes(_ a: Int, _ b: Int) -> Bool {
            if classes[a] != classes[b] { return classes[a] < classes[b] }
            return keys[a] != keys[b] ? keys[a] < keys[b] : paths[a].utf8.lexicographicallyPrecedes(paths[b].utf8)
        }
        let order = paths.indices.sorted(by: precedes)
        var counts: [Int: Int] = [:]
        for label in classes { counts[label, default: 0] += 1 }
        var seen: [Int: Int] = [:]
        var fold = [Int?](repeating: nil, count: paths.count)
        var next = 0
        for index in order {
            let count = counts[classes[index], default: 0]
            let held = min(count - 1, Int(rounding: Double(count) * testShare))
            seen[classes[index], default: 0] += 1
            if seen[classes[index], default: 0] <= held { continue }
            fold[index] = next % folds
            next += 1
        }
        training = paths.indices.filter { fold[$0] != nil }
        test = paths.indices.filter { fold[$0] == nil }
        self.folds = training.map { fold[$0] ?? 0 }
    }

    /// The FNV-1a hash of the path's bytes, mixed with the seed by SplitMix64's finalizer.
    private static func hash(_ path: String, seed: UInt64) -> UInt64 {
        SeededRandom.mixed(FNV1a(path).value &+ seed &* SeededRandom.increment)
    }
}
