public import Analyses
import Annotations
import ImageCollections
public import Images
import Reporting
public import Sheets
public import Tensors
public import Units

/// Which class activation maps to compute, and how.
public struct MapRequest: Sendable {
    /// The classes as a user names them; empty for the most probable ones.
    public var classes: [String] = []
    /// The number of most probable classes.
    public var top = Self.defaultTop
    /// How the class's weights are transformed: not at all, by a ReLU, or by a softmax.
    public var weighting = MapWeighting.raw
    /// How the values of the maps are transformed.
    public var values = MapValues()
    /// How boxes are computed from maps.
    public var boxes = MapBoxes()
    /// The colours of overlays.
    public var colors = MapOverlay.Choice.auto
    /// What the units of an image's classes are ranked by.
    public var measure = UnitMeasure.contribution
    /// The number of threads.
    public var threads = 2

    /// The default number of most probable classes.
    static let defaultTop = 5

    /// Creates a request with default settings.
    public init() {}

    /// Returns the named classes in order, without duplicates.
    func named(of classes: [ClassRecord]) throws -> [ClassID] {
        let resolver = ClassResolver(classes)
        var seen: Set<ClassID> = []
        var ids: [ClassID] = []
        for text in self.classes {
            let id = try resolver.resolve(text).id
            if seen.insert(id).inserted { ids.append(id) }
        }
        return ids
    }

    /// The threshold of the boxes; nil if the protocol has its own levels.
    var shownThreshold: Double? { boxes.rule == .release ? nil : Double("\(boxes.threshold)") }

    /// The parameters of maps and boxes that pictures depend on.
    var parameters: PictureParameters {
        var parameters = PictureParameters()
        parameters.add("weighting", weighting.rawValue, default: MapWeighting.raw.rawValue)
        parameters.add("clip", values.clips)
        parameters.add("normalize", values.normalization.rawValue, default: MapValues().normalization.rawValue)
        parameters.add("protocol", boxes.rule.rawValue, default: MapBoxes().rule.rawValue)
        if boxes.rule != .release {
            parameters.add("threshold", "\(boxes.threshold)", default: "\(PaperBoxes.threshold)")
        }
        parameters.add("colors", colors.rawValue, default: MapOverlay.Choice.auto.rawValue)
        return parameters
    }

    /// Which classes of an image are mapped.
    ///
    /// - Parameter mapped: The classes of the maps; listed only if the user named classes.
    func classParameters(_ mapped: [ClassRecord]) -> PictureParameters {
        var parameters = PictureParameters()
        if classes.isEmpty {
            parameters.add("limit", top, default: Self.defaultTop)
        } else {
            let list = SheetFiles.list(mapped.map(\.id.value)) { String(SHA256.hexadecimal(of: $0.utf8).prefix(8)) }
            parameters.add(
                "class", mapped.map { "\($0.id) \($0.shortName)" }.joined(separator: " and "), mark: "class-\(list)")
        }
        return parameters
    }

    /// How maps and boxes are computed, in one line.
    public var text: String {
        "class activation maps, weights \(weighting.rawValue), values \(values.name); \(boxText)"
    }

    /// How boxes are computed, as printed.
    var boxText: String {
        switch boxes.rule {
        case .paper: "boxes: the paper's protocol at \(NumberFormat.level(Double(boxes.threshold))) of the maximum"
        case .release:
            "boxes: the authors' release, grey levels \(ReleaseBoxes.levels.map { "\($0)" }.joined(separator: ", "))"
        case .wsol: "boxes: wsol's largest contour at τ = \(NumberFormat.short(boxes.threshold))"
        }
    }
}

/// A class of an image, with its map.
public struct ClassMap: Sendable {
    /// The class.
    public let record: ClassRecord
    /// The class's rank by logit, from 1.
    public let rank: Int
    /// The class's logit.
    public let logit: Float
    /// The class's probability, by softmax over all classes.
    public let probability: Float
    /// The map at map resolution, weighted and transformed as requested.
    public let map: Plane
    /// The boxes of the untransformed map, in pixels of the image.
    public let boxes: [ObjectBox]
    /// The units by the request's measure, with untransformed weights.
    public let contributions: [UnitContribution]
}

/// An image with the class activation maps of its classes.
public struct ImageMaps: Sendable {
    /// The name the user gave.
    public let name: String
    /// The image as decoded.
    public let raster: Raster
    /// The position of the maps in the image.
    public let geometry: MapGeometry
    /// The units' maps [U, H, W]; nil for several crops.
    public let unitMaps: Tensor?
    /// The classes with their maps.
    public let classes: [ClassMap]
    /// The CAM law as checked on this image; nil if the logits do not come from a network.
    public let law: CAMLaw?

    /// Returns a map enlarged to the size of the visible part of the image.
    public func enlarged(_ map: Plane) -> Plane { geometry.enlarged(map) }
}
