public import Analyses
public import ArgumentParser
import Reporting
import UnitAtlas

extension UnitMeasure: ExpressibleByArgument {}

/// The option of the commands that rank the units of a class.
struct RankingOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Rank units by weight, contribution or ablation.",
            discussion: """
                contribution: weight times mean activation over the images labelled with the class, or without labels those \
                predicted as it. ablation: the margin lost without the unit, over the same images.
                """))
    var by = UnitMeasure.weight

    /// What share of the evidence the units shown carry, and what shows a larger one.
    static func described(_ evidence: EvidenceShare, against: Bool, by measure: UnitMeasure) -> String {
        let subject = evidence.units == 1 ? "this unit carries" : "these \(evidence.units) units carry"
        let share = "\(NumberFormat.percent(evidence.share)) of the evidence \(against ? "against" : "for") the class"
        return "\(subject) \(share)" + advice(evidence, by: measure)
    }

    /// A clause that offers the ranking by contribution where the units carry less than a tenth of the evidence.
    static func advice(_ evidence: EvidenceShare, by measure: UnitMeasure) -> String {
        evidence.isLow && measure != .contribution ? "; --by contribution shows the units that carry most" : ""
    }
}
