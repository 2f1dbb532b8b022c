import Analyses
import Store
import Units

/// The images that two atlases have in common.
///
/// Two images are the same if the bytes of their paths are equal and the digests of their contents, where both are known,
/// do not differ. Of the others, those whose digest occurs once in each atlas are the same although they were moved.
struct CommonImages: Sendable {
    /// One image in both atlases.
    struct Pair: Sendable {
        let a: ImageVerdict
        let b: ImageVerdict
    }

    /// In the order of the first atlas's paths.
    private(set) var pairs: [Pair] = []
    /// How many of the pairs have different paths.
    private(set) var moved = 0
    /// Images with the same path and different contents.
    private(set) var changed = 0
    /// Fewer images than this say nothing about correlations.
    static let least = 20

    /// - Throws: `UnitAtlasError.comparison(.tooFewImages)`.
    init(_ a: Atlas, _ b: Atlas) throws {
        let (own, others) = (try Self.indexed(a), try Self.indexed(b))
        var byPath: [ImagePath: ImageVerdict] = [:]
        for image in others { byPath[ImagePath(image.record.path)] = image }
        var left: [ImageVerdict] = []
        for image in own {
            guard let other = byPath[path: image.record.path] else {
                left.append(image)
                continue
            }
            if let digest = image.record.digest, let second = other.record.digest, digest != second {
                changed += 1
                left.append(image)
            } else {
                pairs.append(Pair(a: image, b: other))
                byPath[path: image.record.path] = nil
            }
        }
        let remaining = Self.byDigest(Array(byPath.values))
        for (digest, image) in Self.byDigest(left) {
            guard let other = remaining[digest] else { continue }
            pairs.append(Pair(a: image, b: other))
            moved += 1
        }
        pairs.sort { ImagePath($0.a.record.path) < ImagePath($1.a.record.path) }
        guard pairs.count >= Self.least else {
            throw UnitAtlasError.comparison(
                .tooFewImages(a: a.path, b: b.path, common: pairs.count, changed: changed, needed: Self.least))
        }
    }

    private static func indexed(_ atlas: Atlas) throws -> [ImageVerdict] {
        try atlas.reader.verdicts().filter { $0.record.status == .indexed }
    }

    /// The images whose digest no other one has.
    private static func byDigest(_ images: [ImageVerdict]) -> [Int64: ImageVerdict] {
        let known = images.filter { $0.record.digest != nil }
        return Dictionary(grouping: known) { $0.record.digest ?? 0 }.compactMapValues { $0.count == 1 ? $0[0] : nil }
    }
}
