import Annotations
import Reporting
import Units

extension UnitAtlasError {
    /// What is wrong with an array in a file.
    public enum ArrayProblem: Equatable, Sendable {
        /// The array has the extents `found`; `expected` is like `[classes, 512]`.
        case shape(found: [Int], expected: String)
        /// A bias, or a weight of class `row` on `unit`, is NaN or infinite.
        case biasNotFinite
        case weightNotFinite(row: Int, unit: Int)
        case mapNotFinite(image: Int)
        /// A label that is not the index of one of `classes` classes.
        case notAClassIndex(String, classes: Int)

        var phrase: String {
            switch self {
            case .shape(let found, let expected):
                "the array has shape [\(found.map(String.init).joined(separator: ", "))], but must be \(expected)"
            case .biasNotFinite: "a bias is not a finite number"
            case .weightNotFinite(let row, let unit):
                "the weight of class \(row) for unit \(unit) is not a finite number"
            case .mapNotFinite(let image): "the map of image \(image) contains a value that is not a finite number"
            case .notAClassIndex(let text, let classes):
                "“\(text)” is not a class index; the classes are 0 to \(classes - 1)"
            }
        }
    }

    /// What is wrong with a list in a file.
    public enum ListProblem: Equatable, Sendable {
        /// A class list has `found` names, from `first` to `last`, but `expected` classes are needed.
        case classes(found: Int, expected: Int, first: String, last: String)
        /// A list has `found` paths for the `expected` images of `maps`.
        case paths(found: Int, expected: Int, maps: String)
        /// An empty line; lines count from 1.
        case emptyPath(line: Int)
        /// A path is repeated; lines count from 1.
        case repeatedPath(String, line: Int)
        /// Images of a list are not in the atlas, or match several of its images.
        case unknownImages([String], of: Int, atlas: String)
        /// Images of a list were skipped when the atlas was built.
        case skippedImages([String], of: Int, atlas: String)

        /// The problem of a list of `names`.
        static func classes(_ names: [String], expected: Int) -> ListProblem {
            .classes(found: names.count, expected: expected, first: names.first ?? "", last: names.last ?? "")
        }

        /// A likely cause of a difference of one.
        private static func hint(found: Int, expected: Int, first: String) -> String {
            switch found - expected {
            case 1 where ClassList.looksLikeHeader(first): "; the first name looks like a header"
            case 1 where FoldedText(first).text.hasPrefix("background"):
                "; the first name looks like a background class that the network lacks"
            case 1: "; the first name may be a header, or a background class that the network lacks"
            case -1: "; the network may have a background class, first or last, that the list lacks"
            default: ""
            }
        }

        /// The first 40 characters.
        private static func shortened(_ name: String) -> String { name.count > 40 ? name.prefix(40) + "…" : name }

        private static func ends(_ first: String, _ last: String) -> String {
            "“\(shortened(first))”" + (first == last ? "" : " to “\(shortened(last))”")
        }

        var phrase: String {
            switch self {
            case .classes(let found, let expected, let first, let last):
                "the list has \(found) class\(found == 1 ? "" : "es") (\(Self.ends(first, last))), but \(expected) \(expected == 1 ? "is" : "are") needed"
                    + Self.hint(found: found, expected: expected, first: first)
            case .paths(let found, let expected, let maps):
                "the list has \(NumberFormat.count(found, "path")), but \(maps) has \(NumberFormat.count(expected, "image"))"
            case .emptyPath(let line): "line \(line) is empty; it must contain a path"
            case .repeatedPath(let path, let line): "line \(line) repeats the path “\(path)”"
            case .unknownImages(let names, let count, let atlas):
                "\(NumberFormat.grouped(names.count)) of \(NumberFormat.count(count, "image")) are not in \(atlas), or match several of its images:"
                    + " \(Self.shown(names))"
            case .skippedImages(let names, let count, let atlas):
                "\(NumberFormat.grouped(names.count)) of \(NumberFormat.count(count, "image")) were skipped when \(atlas) was built:"
                    + " \(Self.shown(names))"
            }
        }

        private static func shown(_ names: [String]) -> String {
            names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", ..." : "")
        }
    }

    /// What is wrong with a selection of units.
    public enum UnitProblem: Equatable, Sendable {
        /// The text is neither a number nor a range.
        case invalid(String)
        /// The layer has `count` units.
        case outOfRange(Int, count: Int)
        /// No image has been indexed, so the number of units is unknown.
        case none
        /// None of the units is active in any image.
        case inactive
        /// The unit has no estimated receptive field.
        case noReceptiveField(Int)
        /// All weights of the class are 0 or less.
        case noPositiveWeight(className: String)
        /// A patch of `patch` pixels every `stride` does not fit an input of `width` × `height`.
        case patch(patch: Int, stride: Int, width: Int, height: Int)

        var sentence: String {
            switch self {
            case .invalid(let text): "Invalid unit “\(text)”; use a number such as 312, or a range such as 0-15."
            case .outOfRange(let unit, let count):
                "Unit \(unit) does not exist; the layer's units are 0 to \(count - 1)."
            case .none: "The atlas has no units yet, because no image has been indexed."
            case .inactive: "None of the units is active in any image."
            case .noReceptiveField(let unit): "Unit \(unit) has no estimated receptive field."
            case .noPositiveWeight(let name): "No unit argues for “\(name)”, because none of its weights is positive."
            case .patch(let patch, let stride, let width, let height):
                "A patch of \(patch) pixels with stride \(stride) does not cover inputs of \(width)×\(height): the patch must"
                    + " fit the input, and the stride must not exceed the patch."
            }
        }
    }
}
