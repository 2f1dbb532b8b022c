package import Units

/// Pixel counts of the overlap of regions with annotated parts over images: for each part, the intersection and the
/// union.
package struct PartOverlap: Sendable, Equatable {
    /// [parts]
    package private(set) var intersections: [Int]
    /// [parts]
    package private(set) var unions: [Int]

    /// Counts over no images.
    package init(parts: Int) {
        intersections = [Int](repeating: 0, count: parts)
        unions = intersections
    }

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - region: The part of the image that a unit responds to.
    ///   - labels: [height, width], row-major: the number of each pixel's part, from 1; 0 and larger numbers are
    ///     background.
    /// - Precondition: as many labels as the region has pixels.
    package mutating func add(region: Mask, labels: [UInt8]) {
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

    /// Returns the intersection over union with a part over all images (Bau et al. 2017, §2.3); 0 if both are empty.
    package func intersectionOverUnion(_ part: Int) -> Double {
        Mask.intersectionOverUnion(intersections[part], unions[part])
    }

    /// The part with the largest intersection over union, the first of several; nil if no region overlaps a part.
    package var best: Int? {
        Largest.index(intersections.indices.map(intersectionOverUnion)).flatMap { intersections[$0] > 0 ? $0 : nil }
    }
}

/// The part that a unit segments best, chosen on half of its images and measured on the other half.
package struct PartAgreement: Sendable, Equatable {
    /// The part, from 0; nil if the unit's regions overlap none.
    package let part: Int?
    /// The intersection over union on the images not used for the choice; 0 without a part.
    package let intersectionOverUnion: Double

    package init(part: Int?, intersectionOverUnion: Double) {
        self.part = part
        self.intersectionOverUnion = intersectionOverUnion
    }

    /// - Parameter images: A unit's strongest images, best first, with the region it responds to and the part labels.
    ///   Images 0, 2, 4 ... choose the part; images 1, 3, 5 ... measure it.
    package init(images: [(region: Mask, labels: [UInt8])], parts: Int) {
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
