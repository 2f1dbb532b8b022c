public import Units

/// Units named on a command line: `312`, `3,7`, `0-15`, or several of these.
public enum UnitSelection {
    /// Returns the units that `texts` name, in order and without duplicates.
    ///
    /// - Throws: `UnitAtlasError.units` for text that does not name units of a layer of `count`.
    public static func parse(_ texts: [String], count: Int) throws(UnitAtlasError) -> [UnitID] {
        var units: [UnitID] = []
        var seen: Set<Int> = []
        for part in texts.flatMap({ $0.split { $0 == "," || $0.isWhitespace } }) {
            let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map {
                Int($0.trimmed)
            }
            guard bounds.count <= 2, let first = bounds[0], let last = bounds.count == 2 ? bounds[1] : first,
                first <= last
            else {
                throw .units(.invalid(String(part)))
            }
            guard count > 0 else { throw .units(.none) }
            guard first >= 0, last < count else {
                throw .units(.outOfRange(first < 0 ? first : last, count: count))
            }
            for unit in first...last where seen.insert(unit).inserted { units.append(UnitID(unit)) }
        }
        return units
    }
}
