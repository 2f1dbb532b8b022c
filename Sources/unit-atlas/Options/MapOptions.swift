import Analyses
public import ArgumentParser
import Sheets
import UnitAtlas

/// How maps are made and shown.
struct MapOptions: ParsableArguments {
    @OptionGroup var boxes: BoxOptions

    @Flag(help: "Negative values of maps become 0.") var clip = false

    @Option(help: "Values of maps: none, maximum (over the map's largest) or range (scaled to 0...1).")
    var normalize = MapValues.Normalization.none

    @Option(help: "auto (diverging around 0 for maps with negative values, else uniform), uniform, jet or diverging.")
    var colors = MapOverlay.Choice.auto

    func request() -> MapRequest {
        var request = MapRequest()
        request.weighting = boxes.weighting ?? .raw
        request.values = MapValues(clips: clip, normalization: normalize)
        request.colors = colors
        request.rule = boxes.rule
        if let threshold = boxes.threshold { request.threshold = threshold }
        return request
    }
}

/// Activations that another program made.
struct ArrayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Activations of one image instead of a network: [units, height, width], or of Caffe's ten crops.",
            valueName: "npy"))
    var maps: String?

    @Option(help: ArgumentHelp("With --maps: the linear layer, [classes, units].", valueName: "npy"))
    var weights: String?

    @Option(help: ArgumentHelp("With --maps: its bias, [classes].", valueName: "npy")) var bias: String?

    func validate() throws {
        guard (maps == nil) == (weights == nil), bias == nil || maps != nil else {
            throw ValidationError("--maps and --weights go together, and --bias with them.")
        }
    }

    func read(classes: String?) throws -> ArrayMaps? {
        guard let maps, let weights else { return nil }
        return try ArrayMaps(maps: maps, weights: weights, bias: bias, classes: classes)
    }
}

extension MapValues.Normalization: ExpressibleByArgument {}
extension MapOverlay.Choice: ExpressibleByArgument {}
