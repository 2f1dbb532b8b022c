import Analyses
import Sheets

extension HeadRecipe {
    /// How a head was fitted, as far as it can be chosen.
    ///
    /// - Parameter usual: The defaults of the command.
    func parameters(default usual: HeadRecipe) -> PictureParameters {
        var parameters = PictureParameters()
        func text(_ cost: Double?) -> String { cost.map(PictureParameters.text) ?? "cross-validation" }
        parameters.add("cost", text(cost), default: text(usual.cost))
        parameters.add("folds", folds, default: usual.folds)
        parameters.add("standardize", standardizes)
        parameters.add("test-share", testShare, default: usual.testShare)
        parameters.add("seed", seed, default: usual.seed)
        return parameters
    }
}
