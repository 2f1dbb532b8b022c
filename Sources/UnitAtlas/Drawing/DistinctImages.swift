/// Chooses the images of a sheet on which none is shown twice, and no two that look alike.
///
/// Rows choose in turns, one image each time, so that no row takes all that is good from the others. In each turn the row
/// with the fewest images left chooses first, and each takes its best one that looks like none chosen so far.
enum DistinctImages {
    /// An image that a row may show.
    struct Candidate {
        let path: String
        /// nil without a picture: then the path alone tells images apart.
        let hash: PictureHash?

        func isLike(_ other: Candidate) -> Bool {
            if path == other.path { return true }
            guard let hash, let theirs = other.hash else { return false }
            return hash.looksLike(theirs)
        }
    }

    /// - Parameters:
    ///   - rows: The candidates of each row, best first.
    ///   - count: Images of each row.
    /// - Returns: For each row the places of its images among its candidates, best first.
    static func chosen(_ rows: [[Candidate]], count: Int) -> [[Int]] {
        var chosen = [[Int]](repeating: [], count: rows.count)
        var left = rows.map { Array($0.indices) }
        for _ in 0..<count {
            // Those with the fewest first, equal ones in their order.
            for row in left.indices.sorted(by: { (left[$0].count, $0) < (left[$1].count, $1) }) {
                guard let place = left[row].first else { continue }
                chosen[row].append(place)
                let taken = rows[row][place]
                for other in left.indices { left[other].removeAll { rows[other][$0].isLike(taken) } }
            }
        }
        return chosen
    }
}
