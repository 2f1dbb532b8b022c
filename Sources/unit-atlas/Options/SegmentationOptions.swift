import Analyses
import ArgumentParser
import UnitAtlas

/// How activation masks are computed.
struct SegmentationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Segmentation: threshold (a fraction of the maximum), quantile (the unit's top cells), synthetic (discs at "
                + "strong cells) or estimated (the estimated receptive field at strong cells)."))
    var method = "threshold"

    @Option(help: "With quantile: share of the unit's cells. (default: 0.005)") var share: Double?

    @Option(help: "With threshold: fraction of the maximum. (default: 0.4)") var fraction: Double?

    @Option(
        help: "With threshold: maximum of the unit over all images (unit) or in the image (image). (default: image)"
    ) var of: String?

    @Option(help: "With synthetic: diameter of the discs in input pixels. (default: 65)")
    var diameter: Double?

    @Option(help: "With estimated: level of the field, as a fraction of its peak. (default: 0.25)")
    var level: Double?

    func validate() throws {
        _ = try chosen()
    }

    /// The method that the options describe.
    func chosen() throws -> SegmentationMethod {
        func only(_ names: [(String, Bool)]) throws {
            if let stranger = names.first(where: { $0.1 }) {
                throw ValidationError("\(stranger.0) cannot be used with --method \(method).")
            }
        }
        func within(_ value: Double, _ name: String) throws -> Double {
            guard value > 0, value < 1 else { throw ValidationError("\(name) must be between 0 and 1.") }
            return value
        }
        let given = [
            ("--share", share != nil, "quantile"), ("--fraction", fraction != nil, "threshold"),
            ("--of", of != nil, "threshold"), ("--diameter", diameter != nil, "synthetic"),
            ("--level", level != nil, "estimated"),
        ]
        try only(given.filter { $0.2 != method }.map { ($0.0, $0.1) })
        switch method {
        case "quantile": return .quantile(share: try within(share ?? 0.005, "--share"))
        case "threshold":
            guard let reference = SegmentationMethod.Reference(rawValue: of ?? "image") else {
                throw ValidationError("--of must be unit or image.")
            }
            return .threshold(fraction: try within(fraction ?? 0.4, "--fraction"), of: reference)
        case "synthetic":
            guard diameter ?? 65 > 0, diameter ?? 65 <= 10_000 else {
                throw ValidationError("--diameter must be a positive number of pixels.")
            }
            return .synthetic(diameter: diameter ?? 65)
        case "estimated": return .estimated(level: try within(level ?? 0.25, "--level"))
        default:
            throw ValidationError("--method must be one of \(SegmentationMethod.names.joined(separator: ", ")).")
        }
    }
}
