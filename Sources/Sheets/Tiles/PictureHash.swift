package import Images

/// A fingerprint by which pictures that look alike are found: whether each of 8×8 patches is brighter than its right
/// neighbour (difference hash; N. Krawetz, 2013), and the mean colour.
package struct PictureHash {
    private let bits: UInt64
    /// Red, green, blue.
    private let mean: [Int]

    /// The largest numbers of differing bits, and of levels of each channel, at which two pictures look alike.
    private static let bitTolerance = 5
    private static let levelTolerance = 16

    /// Computes the fingerprint of a picture.
    package init(_ raster: Raster) {
        let small = raster.resized(width: 9, height: 8, filter: .bilinear)
        let pixels = small.pixels.map(Int.init)
        let grey: [Int] = (0..<72).map { index in
            let (red, green, blue) = (pixels[3 * index], pixels[3 * index + 1], pixels[3 * index + 2])
            return red * 299 + green * 587 + blue * 114
        }
        var bits: UInt64 = 0
        for row in 0..<8 {
            for index in 9 * row..<9 * row + 8 {
                let bit: UInt64 = grey[index] > grey[index + 1] ? 1 : 0
                bits = bits << 1 | bit
            }
        }
        self.bits = bits
        var sums = [0, 0, 0]
        for (index, level) in pixels.enumerated() { sums[index % 3] += level }
        mean = sums.map { $0 / 72 }
    }

    /// Whether the two pictures look alike.
    package func looksLike(_ other: PictureHash) -> Bool {
        (bits ^ other.bits).nonzeroBitCount <= Self.bitTolerance
            && zip(mean, other.mean).allSatisfy { abs($0 - $1) <= Self.levelTolerance }
    }
}
