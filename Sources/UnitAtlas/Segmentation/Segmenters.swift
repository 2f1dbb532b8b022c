import Analyses
import Observers
import Store
import Tensors
import Units

extension Segmenter {
    /// Creates a segmenter with the data that its method needs from an atlas.
    init(_ method: SegmentationMethod, _ atlas: Atlas) throws {
        switch method {
        case .quantile(let share) where share != UnitStatistics.thresholdShare:
            let levels = try UnitStatistics(states: try atlas.reader.unitStates()).levels(exceededBy: share)
            self.init(method, levels: levels)
        case .estimated(let level):
            var stamps: [UnitID: Stamp] = [:]
            var origins: [UnitID: String] = [:]
            // // If a unit has several fields: the one with the finest grid and the smallest patch, then the first.
            var finest: [UnitID: [Int]] = [:]
            for record in try atlas.reader.receptiveFields() {
                let grid = [record.configuration.stride, record.configuration.patch]
                if let known = finest[record.unit], !grid.lexicographicallyPrecedes(known) { continue }
                guard let stamp = Self.stamp(record, level: level) else { continue }
                finest[record.unit] = grid
                stamps[record.unit] = stamp
                origins[record.unit] = try record.configuration.json()
            }
            guard !stamps.isEmpty else {
                throw UnitAtlasError.atlas(path: atlas.path, .noReceptiveFields)
            }
            self.init(method, stamps: stamps, origins: origins)
        default: self.init(method)
        }
    }

    /// The part of a field that reaches `level` of its peak, around the centre of the theoretical field; nil for a field
    /// of zeros.
    private static func stamp(_ record: ReceptiveFieldRecord, level: Double) -> Stamp? {
        let map = record.map
        guard let peak = map.maximum, peak > 0 else { return nil }
        let mask = Mask(width: map.width, height: map.height, pixels: map.values.map { $0 >= Float(level) * peak })
        let center = record.configuration.centerInMap
        return .region(mask, centerX: center.x, centerY: center.y)
    }
}
