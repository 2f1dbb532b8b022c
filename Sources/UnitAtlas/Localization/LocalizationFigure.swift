import Analyses
import Reporting

/// The figures of a localization run by their keys, which are also the columns of the table `localization`.
enum LocalizationFigure: String, CaseIterable {
    case top1Error = "top1_error"
    case top5Error = "top5_error"
    case top1LocalizationError = "top1_localization_error"
    case top5LocalizationError = "top5_localization_error"
    case groundTruthKnownAccuracy = "gt_known_accuracy"
    case maxBoxAccuracy = "max_box_accuracy"
    case maxBoxAccuracyV2 = "max_box_accuracy_v2"
    case centerBaseline = "center_baseline"
    case meanIntersectionOverUnion = "mean_iou"
    /// Of all pixels of the images with masks together; not of one image or class.
    case pixelAveragePrecision = "pixel_average_precision"

    private var label: String {
        switch self {
        case .top1Error: "classification error, top 1"
        case .top5Error: "classification error, top 5"
        case .top1LocalizationError: "localization error, top 1"
        case .top5LocalizationError: "localization error, top 5"
        case .groundTruthKnownAccuracy: "localized, class known"
        case .maxBoxAccuracy: "MaxBoxAcc"
        case .maxBoxAccuracyV2: "MaxBoxAccV2"
        case .centerBaseline: "localized by a centred box, class known"
        case .meanIntersectionOverUnion: "mean intersection over union"
        case .pixelAveragePrecision: "PxAP, average precision of pixels"
        }
    }

    private var unit: Figure.Unit {
        switch self {
        case .meanIntersectionOverUnion, .pixelAveragePrecision: .fraction
        default: .percent
        }
    }

    /// The figure with its value.
    func figure(_ value: Double?, _ interval: BootstrapIntervals.Interval? = nil) -> Figure {
        Figure(
            rawValue, label, value, interval: interval.map { Figure.Interval(low: $0.low, high: $0.high) }, unit: unit)
    }

    /// The figure as a cell of a table.
    func cell(_ value: Double?) -> ResultTable.Cell { unit == .percent ? .share(value) : .number(value) }

    /// The figure's value; nil for a figure that is not of images.
    func value(_ figures: LocalizationFigures) -> Double? {
        switch self {
        case .top1Error: figures.top1Error
        case .top5Error: figures.top5Error
        case .top1LocalizationError: figures.top1LocalizationError
        case .top5LocalizationError: figures.top5LocalizationError
        case .groundTruthKnownAccuracy: figures.groundTruthKnownAccuracy
        case .maxBoxAccuracy: figures.maxBoxAccuracy
        case .maxBoxAccuracyV2: figures.maxBoxAccuracyV2
        case .centerBaseline: figures.centerBaseline
        case .meanIntersectionOverUnion: figures.meanIntersectionOverUnion
        case .pixelAveragePrecision: nil
        }
    }

    /// The figure's confidence interval; nil for a figure that is not of images.
    func interval(_ intervals: BootstrapIntervals) -> BootstrapIntervals.Interval? {
        switch self {
        case .top1Error: intervals.top1Error
        case .top5Error: intervals.top5Error
        case .top1LocalizationError: intervals.top1LocalizationError
        case .top5LocalizationError: intervals.top5LocalizationError
        case .groundTruthKnownAccuracy: intervals.groundTruthKnownAccuracy
        case .maxBoxAccuracy: intervals.maxBoxAccuracy
        case .maxBoxAccuracyV2: intervals.maxBoxAccuracyV2
        case .centerBaseline: intervals.centerBaseline
        case .meanIntersectionOverUnion: intervals.meanIntersectionOverUnion
        case .pixelAveragePrecision: nil
        }
    }
}
