import Analyses
public import ArgumentParser

/// How a class's map is made, and becomes a box.
struct BoxOptions: ParsableArguments {
    @Option(help: "Of a class's weights: raw, relu (clipped at 0) or softmax over the units. (default: raw)")
    var weighting: MapWeighting?

    @Option(
        help: "How maps become boxes: paper, release (the authors' code), wsol (Choe et al. 2020). (default: paper)")
    var `protocol`: LocalizationProtocol?

    @Option(help: "Of the map's maximum (paper), or of its range (wsol). (default: 0.2)") var threshold: Float?

    func validate() throws {
        guard threshold == nil || self.protocol != .release else {
            throw ValidationError("The release has its own three levels, and no threshold: leave out --threshold.")
        }
        guard (0..<1).contains(threshold ?? 0) else { throw ValidationError("--threshold is from 0 to below 1.") }
    }

    var rule: LocalizationProtocol { self.protocol ?? .paper }
}

extension LocalizationProtocol: ExpressibleByArgument {}
extension MapWeighting: ExpressibleByArgument {}
