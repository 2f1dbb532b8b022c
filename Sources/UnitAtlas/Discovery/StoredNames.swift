import Analyses
import Reporting
import Store
import Units

extension AtlasReader {
    /// The concept that each unit detects; empty if no names are stored.
    func bestConcepts() throws -> [UnitID: UnitConceptRecord] {
        let first = try unitConcepts().filter { $0.rank == 1 && $0.support.isDetector }
        return Dictionary(first.map { ($0.unit, $0) }) { first, _ in first }
    }

    /// What units detect, as captions have it: `wheel 0.21`.
    func detectorNames() throws -> [UnitID: String] {
        try bestConcepts().mapValues {
            "\($0.concept) \(NumberFormat.ratio($0.intersectionOverUnion))"
        }
    }
}
