import Reporting

extension UnitAtlasError {
    /// Why localization cannot be measured.
    public enum LocalizationProblem: Equatable, Sendable {
        /// It is unknown which images the network was trained on.
        case unknownTrainingImages
        /// No image of `atlas` has both a label and a box; `part` is `train` or `test`, nil for all images.
        case noImages(atlas: String, part: String?, unlabelled: Int, withoutBox: Int, boxes: String, remarks: [String])
        /// Two heads have no image in common that has a label and a box.
        case noCommonImages(heads: [String])
        /// None of `count` images with labels and boxes can be read.
        case unreadable(count: Int)
        /// A threshold is to be chosen on one half of the images, but there is only one image.
        case tooFewToChoose
        /// None of the images of the half on which a threshold is chosen can be read.
        case halfUnreadable(String)

        var sentence: String {
            switch self {
            case .unknownTrainingImages: "The training images of the network's own head are unknown."
            case .noImages(let atlas, let part, let unlabelled, let withoutBox, let boxes, let remarks):
                "No \(part.map { "\($0) image" } ?? "image") of \(atlas) has both a label and a box: \(NumberFormat.grouped(unlabelled)) have no"
                    + " label, \(NumberFormat.grouped(withoutBox)) have no box of their class in \(boxes)"
                    + remarks.map { "; " + $0 }.joined() + "."
            case .noCommonImages(let heads):
                "No image has a label and a box for both heads, "
                    + heads.map { "“\($0)”" }.joined(separator: " and ") + "."
            case .unreadable(let count):
                "None of the \(NumberFormat.count(count, "image")) with labels and boxes can be read."
            case .tooFewToChoose: "Choosing a threshold needs at least two images with a label and a box."
            case .halfUnreadable(let half): "None of the \(half) images, on which the threshold is chosen, can be read."
            }
        }
    }

    /// Why a concept, scenes or text cannot be discovered.
    public enum DiscoveryProblem: Equatable, Sendable {
        /// An image is listed both with and without the concept.
        case contradiction(image: String, concept: String)
        /// `selection` names `found` images, but `needed` are needed.
        case tooFewImages(concept: String, isPresent: Bool, selection: String, found: Int, needed: Int)
        /// None of `images` images contains a named object of `objects`.
        case noNamedObjects(objects: String, images: Int)
        /// Only `images` images of `atlas` have objects in `objects`, but two are needed.
        case tooFewMasks(objects: String, images: Int, atlas: String)
        /// None of the held-out images has objects in `objects`; `labelled` images have labels.
        case noHeldOutMasks(objects: String, labelled: Int)
        /// Scenes without a held-out image that has objects.
        case scenesWithoutMasks([String], objects: String)
        /// No box of `boxes` is in one of `images` held-out images.
        case noHeldOutBoxes(boxes: String, images: Int)

        var sentence: String {
            switch self {
            case .contradiction(let image, let concept):
                "\(image) is listed both as an image with “\(concept)” and as one without it."
            case .tooFewImages(let concept, let isPresent, let selection, let found, let needed):
                "At least \(needed) images \(isPresent ? "with" : "without") “\(concept)” are needed, but \(selection) names"
                    + " \(found)."
            case .noNamedObjects(let objects, let images):
                "None of the \(NumberFormat.count(images, "image")) contains a named object in \(objects)."
            case .tooFewMasks(let objects, let images, let atlas):
                "\(objects) has masks for \(NumberFormat.count(images, "image")) of \(atlas), but at least two are needed; masks must"
                    + " be named like the images, with the extension .png."
            case .noHeldOutMasks(let objects, let labelled):
                "None of the held-out images, of \(NumberFormat.count(labelled, "labelled image")), has objects in \(objects); masks must be"
                    + " named like the images."
            case .scenesWithoutMasks(let scenes, let objects):
                "No held-out image of \(scenes.prefix(5).joined(separator: ", "))\(scenes.count > 5 ? " and others" : "") has"
                    + " objects in \(objects)."
            case .noHeldOutBoxes(let boxes, let images):
                "\(boxes) has no box for any of the \(NumberFormat.count(images, "held-out image"))."
            }
        }
    }
}
