import Sheets
import Units

/// Chooses the images that the rows of a sheet show.
struct TileChoice {
    /// Images of each row.
    let count: Int
    /// The images that the atlas keeps for each unit; nil if the images do not come from there.
    let kept: Int?

    /// Chosen images of each row, best first, and the number of tiles that no image was left for.
    struct Result {
        let rows: [[TopActivation]]
        let missing: MissingTiles?
    }

    /// The first images of each row that excite the unit.
    func best(_ rows: [[TopActivation]]) -> Result {
        let rows = rows.map(Self.exciting)
        // A row with fewer images than the atlas keeps has no further image that excites the unit.
        let missing = rows.reduce(0) { $0 + ($1.count < count && $1.count == kept ? count - $1.count : 0) }
        return Result(rows: rows.map { Array($0.prefix(count)) }, missing: gap(missing) { .kept($0) })
    }

    /// The same with no image shown twice and no two that look alike.
    ///
    /// - Parameter hashes: The fingerprints of the pictures of all images of `rows`; nil for missing pictures.
    func distinct(_ rows: [[TopActivation]], hashes: [[PictureHash?]]) -> Result {
        let candidates = zip(rows, hashes).map { row, hashes in
            zip(row, hashes).filter { $0.0.maximum > 0 }
        }
        let chosen = DistinctImages.chosen(
            candidates.map { row in row.map { DistinctImages.Candidate(path: $0.0.path, hash: $0.1) } }, count: count)
        let missing = zip(candidates, chosen).reduce(0) { $0 + min(count, $1.0.count) - $1.1.count }
        return Result(
            rows: zip(candidates, chosen).map { row, indices in indices.map { row[$0].0 } },
            missing: gap(missing) { .shownElsewhere(kept: $0) })
    }

    private func gap(_ missing: Int, _ reason: (Int) -> MissingTiles.Reason) -> MissingTiles? {
        guard missing > 0 else { return nil }
        return MissingTiles(count: missing, reason: kept.map(reason) ?? .classShownElsewhere)
    }

    private static func exciting(_ row: [TopActivation]) -> [TopActivation] { row.filter { $0.maximum > 0 } }
}
