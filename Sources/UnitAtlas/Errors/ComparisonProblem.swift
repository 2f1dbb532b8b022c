import Reporting

extension UnitAtlasError {
    /// Why two atlases cannot be compared.
    public enum ComparisonProblem: Equatable, Sendable {
        /// The atlases at `a` and `b` have too few images in common; `changed` images have the same path and different
        /// contents.
        case tooFewImages(a: String, b: String, common: Int, changed: Int, needed: Int)
        /// The networks have no class in common.
        case noCommonClass(a: String, b: String)
        /// The second network does not have the class.
        case classOnlyInFirst(className: String, b: String)

        var sentence: String {
            switch self {
            case .tooFewImages(let a, let b, let common, let changed, let needed):
                "\(a) and \(b) have \(NumberFormat.count(common, "image")) in common, and at least \(needed) are needed"
                    + (changed > 0
                        ? "; \(NumberFormat.count(changed, "image")) of the same path differ in content" : "")
                    + "."
            case .noCommonClass(let a, let b): "The native heads of \(a) and \(b) have no class in common."
            case .classOnlyInFirst(let name, let b): "The network of \(b) has no class “\(name)”."
            }
        }
    }
}
