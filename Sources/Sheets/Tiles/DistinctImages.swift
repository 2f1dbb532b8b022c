/// Chooses images for a sheet such that no image is shown twice and no two look alike.
///
/// Rows choose in turns, one image each time, so that no row takes all the good images from the others. In each turn the
/// row with the fewest remaining candidates chooses first. Each row takes its best candidate that looks like none chosen
/// so far.
package enum DistinctImages {
    /// An image that a row may show.
    package struct Candidate {
        package let path: String
        /// The picture's fingerprint; nil if the picture is missing: then only the path identifies the image.
        package let hash: PictureHash?

        /// A candidate with its fingerprint.
        package init(path: String, hash: PictureHash?) {
            self.path = path
            self.hash = hash
        }

        func isLike(_ other: Candidate) -> Bool {
            if path.utf8.elementsEqual(other.path.utf8) { return true }
            guard let hash, let theirs = other.hash else { return false }
            return hash.looksLike(theirs)
        }
    }

    /// Chooses at most `count` images for each row.
    ///
    /// - Parameters:
    ///   - rows: The candidates of each row, best first.
    ///   - count: Images of each row.
    /// - Returns: For each row the indices of the chosen candidates, best first.
    package static func chosen(_ rows: [[Candidate]], count: Int) -> [[Int]] {
        var chosen = [[Int]](repeating: [], count: rows.count)
        var left = rows.map { Array($0.indices) }
        for _ in 0..<count {
            // Those with the fewest first, equal ones in their order.
            for row in left.indices.sorted(by: { (left[$0].count, $0) < (left[$1].count, $1) }) {
                guard let index = left[row].first else { continue }
                chosen[row].append(index)
                let taken = rows[row][index]
                for other in left.indices { left[other].removeAll { rows[other][$0].isLike(taken) } }
            }
        }
        return chosen
    }
}
