import Analyses
public import ArgumentParser
import Sheets
import UnitAtlas

/// How maps are computed and shown.
struct MapOptions: ParsableArguments {
    @OptionGroup var boxes: BoxOptions

    @Flag(help: "Set negative map values to 0.") var clip = false

    @Option(help: "Normalization of map values: none, maximum (divide by the maximum) or range (scale to 0...1).")
    var normalize = MapValues.Normalization.none

    @Option(
        help: "Colour map: auto (diverging if there are negative values, otherwise uniform), uniform, jet or diverging."
    )
    var colors = MapOverlay.Choice.auto

    func request() -> MapRequest {
        var request = MapRequest()
        request.weighting = boxes.weighting ?? .raw
        request.values = MapValues(clips: clip, normalization: normalize)
        request.colors = colors
        request.boxes.rule = boxes.rule
        if let threshold = boxes.threshold { request.boxes.threshold = threshold }
        return request
    }
}

/// Activations computed by another program.
struct ArrayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Activation maps of one image instead of a network: [U, H, W], or [10, U, H, W] for Caffe's ten crops.",
            valueName: "npy"))
    var maps: String?

    @Option(help: ArgumentHelp("With --maps: weights of the linear layer [K, U].", valueName: "npy"))
    var weights: String?

    @Option(help: ArgumentHelp("With --maps: bias of the linear layer [K].", valueName: "npy")) var bias: String?

    func validate() throws {
        guard (maps == nil) == (weights == nil), bias == nil || maps != nil else {
            throw ValidationError("--maps and --weights need each other, and --bias needs both.")
        }
    }

    func read(classes: String?) throws -> ArrayMaps? {
        guard let maps, let weights else { return nil }
        return try ArrayMaps(maps: maps, weights: weights, bias: bias, classes: classes)
    }
}

extension MapValues.Normalization: ExpressibleByArgument {}
extension MapOverlay.Choice: ExpressibleByArgument {}
