/// What the units of a class are ranked by.
public enum UnitMeasure: String, Sendable, CaseIterable {
    /// The weight `w_ck` (Zhou et al. 2016, §4.4).
    case weight
    /// The mean contribution `w_ck · E[F_k | c]` over the images of the class.
    case contribution
    /// The margin lost without the unit: the mean decrease of the class's lead over the best other class, over the images of
    /// the class.
    case ablation
}
