public import Units

/// How regions fit parts whose places are known, counted over images: for each part the pixels in both, and in either.
public struct PartOverlap: Sendable, Equatable {
    /// [parts]
    public private(set) var intersections: [Int]
    /// [parts]
    public private(set) var unions: [Int]

    /// Of no image yet.
    public init(parts: Int) {
        intersections = [Int](repeating: 0, count: parts)
        unions = intersections
    }

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - region: The part of the image that a unit looks at.
    ///   - labels: [height, width], row-major: for each pixel the number of the part that is seen there, from 1; 0 and
    ///     numbers beyond the parts are none of them.
    /// - Precondition: as many labels as the region has pixels.
    public mutating func add(region: Mask, labels: [UInt8]) {
        precondition(labels.count == region.pixels.count, "\(labels.count) labels for \(region.pixels.count) pixels")
        let parts = intersections.count
        var inside = [Int](repeating: 0, count: parts)
        var seen = inside
        var area = 0
        let (pixels, numbers) = (region.pixels.span, labels.span)
        for index in pixels.indices {
            let part = Int(numbers[index]) - 1
            let isPart = part >= 0 && part < parts
            if isPart { seen[part] += 1 }
            guard pixels[index] else { continue }
            area += 1
            if isPart { inside[part] += 1 }
        }
        for part in 0..<parts {
            intersections[part] += inside[part]
            unions[part] += area + seen[part] - inside[part]
        }
    }

    /// Pixels in both over pixels in either, over all images (Bau et al. 2017, §2.3); 0 where there are none.
    public func intersectionOverUnion(_ part: Int) -> Double {
        Mask.intersectionOverUnion(intersections[part], unions[part])
    }

    /// The part of the largest intersection over union, the first among equals; nil where no region meets a part.
    public var best: Int? {
        Largest.index(intersections.indices.map(intersectionOverUnion)).flatMap { intersections[$0] > 0 ? $0 : nil }
    }
}

/// The part that a unit segments best, chosen on some of its images and measured on others.
public struct PartAgreement: Sendable, Equatable {
    /// Counted from 0; nil where the unit's regions meet no part.
    public let part: Int?
    /// On the images that had no say in the choice; 0 without a part.
    public let intersectionOverUnion: Double

    public init(part: Int?, intersectionOverUnion: Double) {
        self.part = part
        self.intersectionOverUnion = intersectionOverUnion
    }

    /// - Parameter images: A unit's best images, best first: what it looks at, and the parts seen there. Those at places
    ///   0, 2, 4 ... choose the part; those at places 1, 3, 5 ... measure it.
    public init(images: [(region: Mask, labels: [UInt8])], parts: Int) {
        var (choosing, measuring) = (PartOverlap(parts: parts), PartOverlap(parts: parts))
        for (place, image) in images.enumerated() {
            if place.isMultiple(of: 2) {
                choosing.add(region: image.region, labels: image.labels)
            } else {
                measuring.add(region: image.region, labels: image.labels)
            }
        }
        part = choosing.best
        intersectionOverUnion = part.map(measuring.intersectionOverUnion) ?? 0
    }
}
