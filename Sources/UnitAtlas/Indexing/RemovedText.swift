import Reporting
import Store

extension IndexOutcome {
    /// What was deleted, one part for each kind of result: `head “flowers”`, `3 localization runs`.
    public var removedParts: [String] {
        let heads: [(String, [String])] = [
            ("head", removed.heads), ("labels of head", removed.labels), ("ablation of head", removed.ablations),
        ]
        let counts: [(Int, String)] = [
            (removed.localizationRuns, "localization run"), (removed.discoveries, "discovery"),
            (removed.unitNames, "unit name"), (removed.masks, "mask"), (removed.receptiveFields, "receptive field"),
            (removed.unfinishedReceptiveFields, "unfinished receptive field"),
            (removed.unfinishedNamings, "unfinished naming of units"),
        ]
        return heads.flatMap { kind, names in names.map { "\(kind) “\($0)”" } }
            + counts.filter { $0.0 > 0 }.map { count, noun in
                if count > 1, noun == "discovery" { return "\(NumberFormat.grouped(count)) discoveries" }
                if count > 1, noun.hasSuffix("of units") {
                    return "\(NumberFormat.grouped(count)) unfinished namings of units"
                }
                return NumberFormat.count(count, noun)
            }
    }
}
