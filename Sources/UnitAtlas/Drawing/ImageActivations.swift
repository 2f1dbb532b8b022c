import Analyses
import Store
import Units

/// The activation maps of units on images that the atlas keeps no maps of: the network runs again, once on each image.
struct ImageActivations {
    private let lists: [UnitID: [TopActivation]]

    /// - Parameter wanted: The paths of each unit's images.
    init(_ wanted: [UnitID: [String]], source: MapSource) throws {
        let session = try MapSession(source)
        var units: [ImagePath: [UnitID]] = [:]
        for (unit, paths) in wanted { for path in paths { units[ImagePath(path), default: []].append(unit) } }
        var found: [UnitID: [ImagePath: TopActivation]] = [:]
        for (key, units) in units.sorted(by: { $0.key < $1.key }) {
            let path = key.text
            let observation = try session.observe(try session.raster(path), name: path)
            for unit in units {
                found[unit, default: [:]][key] = TopActivation(observation, unit: unit, path: path)
            }
        }
        lists = wanted.reduce(into: [:]) { lists, entry in
            lists[entry.key] = entry.value.compactMap { found[entry.key]?[ImagePath($0)] }
        }
    }

    /// The unit's images, in the order in which they were wanted.
    subscript(unit: UnitID) -> [TopActivation] { lists[unit] ?? [] }
}
