import Foundation
import Reporting

/// A method for computing the activation mask of a unit in an image, with its parameters. Both are recorded with every mask.
public enum SegmentationMethod: Sendable, Equatable {
    /// The maximum that a fraction refers to.
    public enum Reference: String, Sendable, Equatable, CaseIterable {
        /// The largest value of the unit in all indexed images.
        case unit
        /// The largest value of the unit in the image itself.
        case image
    }

    /// Where the enlarged map reaches a fraction of a maximum (the toolkit of Zhou et al. 2015: 0.2 of the unit's).
    case threshold(fraction: Double, of: Reference)
    /// Where the enlarged map reaches the value that a share of all the unit's cells exceed (Bau et al. 2017, §2.2:
    /// 0.005).
    case quantile(share: Double)
    /// Discs of `diameter` input pixels at the cells that reach half of the map's maximum (the demo of Zhou et al.
    /// 2015: 65 pixels, the mean size of estimated fields).
    case synthetic(diameter: Double)
    /// The unit's estimated receptive field, as far as it reaches `level` of its peak, at the cells that reach half of
    /// the map's maximum (Zhou et al. 2015, §3.3).
    case estimated(level: Double)

    /// The default of sheets, masks and reports: the method with the best agreement with the known parts of demo scenes.
    public static let standard = SegmentationMethod.threshold(fraction: 0.4, of: .image)

    /// The fraction of the map's maximum from which cells get a stamp.
    public static let stampedFraction = 0.5

    /// Whether the method's level may be uninformative for an image.
    public var usesLevel: Bool {
        switch self {
        case .threshold(_, .image), .synthetic, .estimated: false
        case .threshold(_, .unit), .quantile: true
        }
    }

    /// The name in commands and in the atlas.
    public var name: String {
        switch self {
        case .threshold: "threshold"
        case .quantile: "quantile"
        case .synthetic: "synthetic"
        case .estimated: "estimated"
        }
    }

    /// The names of all methods.
    public static let names = ["threshold", "quantile", "synthetic", "estimated"]

    /// The parameters as a JSON object with sorted keys.
    public var configuration: String {
        func number(_ value: Double) -> String { String(format: "%.6g", value) }
        return switch self {
        case .threshold(let fraction, let reference):
            "{\"fraction\":\(number(fraction)),\"of\":\"\(reference.rawValue)\"}"
        case .quantile(let share): "{\"share\":\(number(share))}"
        case .synthetic(let diameter):
            "{\"diameter\":\(number(diameter)),\"fraction\":\(number(Self.stampedFraction))}"
        case .estimated(let level): "{\"fraction\":\(number(Self.stampedFraction)),\"level\":\(number(level))}"
        }
    }
}

extension SegmentationMethod {
    /// A phrase for the subtitle of pictures, after "Bright:".
    public var place: String {
        switch self {
        case .threshold, .quantile: "where the unit is \(self)"
        case .synthetic, .estimated: "\(self)"
        }
    }
}

extension SegmentationMethod: CustomStringConvertible {
    /// A phrase for the notes of pictures.
    public var description: String {
        return switch self {
        case .threshold(let fraction, .unit): "at or above \(NumberFormat.level(fraction)) of its maximum in all images"
        case .threshold(let fraction, .image): "at or above \(NumberFormat.level(fraction)) of its maximum in the image"
        case .quantile(let share): "in the top \(NumberFormat.level(share)) of its cells"
        case .synthetic(let diameter):
            "discs of \(NumberFormat.short(diameter)) input pixels where the unit is above half of its maximum in the image"
        case .estimated(let level):
            "the unit's estimated receptive field, above \(NumberFormat.level(level)) of its peak, where the unit is above half of its"
                + " maximum in the image"
        }
    }
}
