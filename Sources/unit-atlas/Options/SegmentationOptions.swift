import Analyses
import ArgumentParser
import UnitAtlas

/// How the part of an image that a unit looks at is found.
struct SegmentationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "threshold: a fraction of a maximum; quantile: the unit's top cells; synthetic: discs at strong cells; "
                + "estimated: the unit's estimated receptive field at strong cells."))
    var method = "threshold"

    @Option(help: "quantile: the share of the unit's cells, 0.005 by default.") var share: Double?

    @Option(help: "threshold: the fraction, 0.4 by default.") var fraction: Double?

    @Option(
        help: "threshold: whose maximum, the unit's in all images (unit) or in the image (image), which is the default."
    ) var of: String?

    @Option(help: "synthetic: the discs' diameter in pixels of the network's input, 65 by default.")
    var diameter: Double?

    @Option(help: "estimated: how much of the field counts, as a fraction of its peak, 0.25 by default.")
    var level: Double?

    func validate() throws {
        _ = try chosen()
    }

    /// The method that the options describe.
    func chosen() throws -> SegmentationMethod {
        func only(_ names: [(String, Bool)]) throws {
            if let stranger = names.first(where: { $0.1 }) {
                throw ValidationError("\(stranger.0) has no meaning for the method \(method).")
            }
        }
        func within(_ value: Double, _ name: String) throws -> Double {
            guard value > 0, value < 1 else { throw ValidationError("\(name) is between 0 and 1.") }
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
                throw ValidationError("--of is unit or image.")
            }
            return .threshold(fraction: try within(fraction ?? 0.4, "--fraction"), of: reference)
        case "synthetic":
            guard diameter ?? 65 > 0, diameter ?? 65 <= 10_000 else {
                throw ValidationError("--diameter is a positive number of pixels.")
            }
            return .synthetic(diameter: diameter ?? 65)
        case "estimated": return .estimated(level: try within(level ?? 0.25, "--level"))
        default:
            throw ValidationError("--method is one of \(SegmentationMethod.names.joined(separator: ", ")).")
        }
    }
}
