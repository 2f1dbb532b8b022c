public import Units

/// Units named on a command line: `312`, `3,7`, `0-15`, or several of these.
public enum UnitSelection {
    static let noUnits = "The atlas has no units yet: no image has been indexed."

    /// The units of `texts` in the order given, each once.
    ///
    /// - Throws: `UnitAtlasError.request` for what is no unit of a layer of `count`.
    public static func parse(_ texts: [String], count: Int) throws(UnitAtlasError) -> [UnitID] {
        var units: [UnitID] = []
        var seen: Set<Int> = []
        for part in texts.flatMap({ $0.split(separator: ",") }) {
            let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map {
                Int($0.trimmed)
            }
            guard bounds.count <= 2, let first = bounds[0], let last = bounds.count == 2 ? bounds[1] : first,
                first <= last
            else {
                throw .request("“\(part)” names no unit: give a number, as 312, or a range, as 0-15.")
            }
            guard count > 0 else { throw .request(noUnits) }
            guard first >= 0, last < count else {
                throw .request("There is no unit \(first < 0 ? first : last): the layer's units are 0 to \(count - 1).")
            }
            for unit in first...last where seen.insert(unit).inserted { units.append(UnitID(unit)) }
        }
        return units
    }
}
