package import Tensors
package import Units

/// PxAP (Choe et al., CVPR 2020, §4): the area under the precision-recall curve of pixels over all images together,
/// with score thresholds in steps of 1/1000. Ignored pixels are left out. The state takes 16 KB.
public struct PixelPrecision: Sendable, Equatable {
    /// Pixel counts by score, of object pixels and of others. The last bin holds the score 1.
    public private(set) var inside = [Int](repeating: 0, count: bins)
    /// Pixels outside the object, by score.
    public private(set) var outside = [Int](repeating: 0, count: bins)
    static let bins = 1001

    /// Counts over no images.
    package init() {}

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - scores: 0...1
    ///   - object: The object's mask, of the same size.
    ///   - ignored: Pixels outside the object to leave out.
    package mutating func add(_ scores: Plane, object: Mask, ignored: Mask?) {
        precondition(scores.width == object.width && scores.height == object.height, "a mask of another size")
        for (index, score) in scores.values.enumerated() {
            let bin = min(1000, max(0, Int(Double(score) * 1000)))
            if object.pixels[index] {
                inside[bin] += 1
            } else if ignored?.pixels[index] != true {
                outside[bin] += 1
            }
        }
    }

    package mutating func merge(_ other: PixelPrecision) {
        for bin in inside.indices {
            inside[bin] += other.inside[bin]
            outside[bin] += other.outside[bin]
        }
    }

    /// The area under the curve, 0...1; nil without object pixels.
    public var averagePrecision: Double? {
        inside.contains { $0 > 0 } ? Self.area(inside: inside.map(Double.init), outside: outside.map(Double.init)) : nil
    }

    /// Returns the area under the curve of pixel counts by score; 0 without object pixels.
    static func area(inside: some Collection<Double>, outside: some Collection<Double>) -> Double {
        let total = inside.reduce(0, +)
        guard total > 0 else { return 0 }
        var (right, wrong) = (0.0, 0.0)
        var area = 0.0
        for (more, others) in zip(inside.reversed(), outside.reversed()) {
            right += more
            wrong += others
            if right > 0 { area += right / (right + wrong) * more / total }
        }
        return area
    }
}
