/// Annotations that cannot be read or used, counted by reason.
package struct SkippedBoxes: Sendable, Equatable {
    /// Why an annotation is left out.
    package enum Reason: Int, Hashable, Sendable, CaseIterable {
        /// A file in a folder of annotations is not in the expected form.
        case unreadableFile
        /// There is neither a box nor a shape to take one from.
        case noBox
        /// The coordinates are not numbers, or the box ends before it begins.
        case invalidBox
        /// The annotation belongs to an image that the file does not list, or lists twice.
        case unknownImage
        /// The category of the annotation is not listed in the file, or has two names there.
        case unknownCategory
        /// The file declares a different size from that of the image.
        case differentSize

        /// What is counted.
        var phrase: String {
            switch self {
            case .unreadableFile: "files that cannot be read"
            case .noBox: "annotations without a box"
            case .invalidBox: "annotations with invalid coordinates"
            case .unknownImage: "annotations of images not listed once in their file"
            case .unknownCategory: "annotations of categories not listed once in their file"
            case .differentSize: "boxes for a picture of a different size than the image"
            }
        }
    }

    private var counts: [Reason: Int] = [:]
    private var firsts: [Reason: AnnotationError] = [:]
    /// The first annotation that was left out.
    package private(set) var first: AnnotationError?

    package init() {}

    package mutating func add(_ reason: Reason, _ error: AnnotationError) {
        counts[reason, default: 0] += 1
        if firsts[reason] == nil { firsts[reason] = error }
        if first == nil { first = error }
    }

    /// The number of annotations left out for a reason.
    package func count(_ reason: Reason) -> Int { counts[reason] ?? 0 }

    /// The first annotation that was left out for a reason.
    package func first(_ reason: Reason) -> AnnotationError? { firsts[reason] }

    /// The number of annotations left out.
    package var count: Int { counts.values.reduce(0, +) }

    /// A phrase for each reason, with its count and its first case.
    package var remarks: [String] {
        Reason.allCases.compactMap { reason in
            firsts[reason].map { first in
                let sentence = "\(first)"
                return "skipped \(reason.phrase): \(count(reason)), the first: "
                    + (sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...])
            }
        }
    }
}
