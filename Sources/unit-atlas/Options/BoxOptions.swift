import Analyses
public import ArgumentParser

/// How a class's map is made, and becomes a box.
struct BoxOptions: ParsableArguments {
    @Option(help: "Weighting of units: raw, relu (negative weights become 0) or softmax. (default: raw)")
    var weighting: MapWeighting?

    @Option(
        help: "How maps become boxes: paper, release (the authors' code) or wsol (Choe et al. 2020). (default: paper)")
    var `protocol`: LocalizationProtocol?

    @Option(help: "Threshold, as a fraction of the map's maximum (paper) or range (wsol). (default: 0.2)")
    var threshold: Float?

    func validate() throws {
        guard threshold == nil || self.protocol != .release else {
            throw ValidationError("The release protocol uses three fixed levels; remove --threshold.")
        }
        guard (0..<1).contains(threshold ?? 0) else {
            throw ValidationError("--threshold must be at least 0 and less than 1.")
        }
    }

    var rule: LocalizationProtocol { self.protocol ?? .paper }
}

extension LocalizationProtocol: ExpressibleByArgument {}
extension MapWeighting: ExpressibleByArgument {}
