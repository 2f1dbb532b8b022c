public import Analyses
import Annotations
import ImageCollections
public import Images
import Reporting
public import Sheets
public import Tensors
public import Units

/// Which maps to make of images, and how.
public struct MapRequest: Sendable {
    /// Class names as a user gives them; empty: the most probable ones.
    public var classes: [String] = []
    /// How many of the most probable.
    public var top = Self.defaultTop
    /// What becomes of the class's weights before they are used: nothing, a ReLU or a softmax.
    public var weighting = MapWeighting.raw
    /// What becomes of the maps' values.
    public var values = MapValues()
    /// How maps become boxes.
    public var boxes = MapBoxes()
    /// The colours of overlays.
    public var colors = MapOverlay.Choice.auto
    /// The number of threads.
    public var threads = 2

    /// The number of most probable classes that are mapped by default.
    static let defaultTop = 5

    /// A request with everything at its default.
    public init() {}

    /// The classes that are named, each once, in their order.
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

    /// nil where the protocol has levels of its own.
    var shownThreshold: Double? { boxes.rule == .release ? nil : Double("\(boxes.threshold)") }

    /// How maps and boxes are made and drawn.
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
    /// - Parameter mapped: The classes of the maps; they are named where the user named classes.
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

    /// How maps and boxes are made, in a line.
    public var text: String {
        "class activation maps, weights \(weighting.rawValue), values \(values.name); \(boxText)"
    }

    /// How boxes are made, as printed.
    var boxText: String {
        switch boxes.rule {
        case .paper: "boxes: the paper's protocol at \(NumberFormat.level(Double(boxes.threshold))) of the maximum"
        case .release:
            "boxes: the authors' release, grey levels \(ReleaseBoxes.levels.map { "\($0)" }.joined(separator: ", "))"
        case .wsol: "boxes: wsol's largest contour at τ = \(NumberFormat.short(boxes.threshold))"
        }
    }
}

/// A class of an image with its map.
public struct ClassMap: Sendable {
    /// The class.
    public let record: ClassRecord
    /// The class's place among all by logit, from 1.
    public let rank: Int
    /// The class's logit.
    public let logit: Float
    /// The class's probability, by softmax over all classes.
    public let probability: Float
    /// At mapping resolution, weighted and with the values requested.
    public let map: Plane
    /// Of the map before anything was done to its values; in the image's pixels.
    public let boxes: [ObjectBox]
    /// The units by what they contribute to the class's score, with the weights as they are.
    public let contributions: [UnitContribution]
}

/// An image with the maps of its classes.
public struct ImageMaps: Sendable {
    /// As the user named it.
    public let name: String
    /// The image as decoded.
    public let raster: Raster
    /// Where the map lies in the image.
    public let geometry: MapGeometry
    /// The units' maps [U, H, W]; nil where they were not one set.
    public let unitMaps: Tensor?
    /// The classes with their maps.
    public let classes: [ClassMap]
    /// nil where the logits were not given by a network.
    public let law: CAMLaw?

    /// A map at the size of what the network sees of the image.
    public func enlarged(_ map: Plane) -> Plane { geometry.enlarged(map) }
}
