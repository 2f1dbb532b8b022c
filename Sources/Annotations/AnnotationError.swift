public import ImageCollections
public import Images
public import Units

/// Why annotations cannot be read, or a class, image or object in them cannot be found.
public enum AnnotationError: Error, Equatable, Sendable {
    /// A file or folder cannot be read.
    case unreadable(CollectionError)
    /// A mask cannot be decoded.
    case undecodable(ImageError)
    /// The content of a file is invalid.
    case file(path: String, FileProblem)
    /// A line of a file is wrong; `line` counts from 1.
    case line(path: String, line: Int, LineProblem)
    /// A mask does not have the size of its image; both are width and height in pixels.
    case maskSize(path: String, mask: [Int], image: [Int])
    /// Boxes belong to a picture of a different size than the image; both are width and height in pixels.
    case boxSize(path: String, declared: [Int], image: [Int])

    /// There are no classes to find one in.
    case noClasses
    /// `text` is not a number, but must be a class index.
    case notAnIndex(text: String)
    /// The class index is out of range; there are `count` classes.
    case unknownIndex(Int, count: Int)
    /// No class is named `name`.
    case unknownClass(name: String)
    /// The name matches several classes.
    case ambiguousClass(name: String, candidates: [ClassRecord])
    /// No image has this path or a path that ends in it.
    case unknownImage(name: String)
    /// The name matches several images; `candidates` are their paths, sorted by bytes.
    case ambiguousImage(name: String, candidates: [String])
    /// The annotations at `path` have no object of this name; `known` are the names that they have.
    case unknownObject(name: String, path: String, known: [String])
    /// None of an atlas's images has an object in the annotations at `path`.
    case nothingAnnotated(path: String)

    /// What is wrong with a whole file or folder.
    public enum FileProblem: Equatable, Sendable {
        case empty
        /// JSON, XML or HTML instead of a table.
        case notATable(kind: String)
        /// The table lacks these columns, of which one is enough if `isOneEnough`; `header` is the header of the table.
        case missingColumns([String], isOneEnough: Bool, header: [String])
        /// The table has a header but no rows.
        case noRows
        /// JSON that is not a class list in any known form.
        case notAClassList
        /// A key of a JSON class list is not a class index.
        case notAnIndex(key: String)
        /// A class of a JSON class list is not a pair of wnid and name.
        case notAPair(key: String)
        /// The class indices are not 0, 1, 2 ...: this one is missing.
        case missingIndex(Int)
        case repeatedIndex(Int)
        /// A column of a class list numbers the classes in a different order than the lines, but is not known to contain
        /// class indices.
        case otherOrder(column: String)
        /// There are no boxes.
        case noBoxes
        /// A folder without a file of boxes in any known form.
        case noBoxFiles
        case notVOC
        case notCOCO
        /// Not valid JSON, even with `NaN` and `Infinity` replaced.
        case notJSON
        /// Annotations in the format of a program or service that is not supported.
        case foreignFormat(name: String)
        /// A Pascal VOC box lacks an edge, or ends before it begins.
        case invalidBox(object: Int)
        /// A COCO `bbox` is not x, y, width and height; `annotation` is its position in the list, from 0.
        case invalidBoundingBox(annotation: Int, id: String?)
        /// A COCO annotation has neither a `bbox` nor a `segmentation` to take it from.
        case missingBoundingBox(annotation: Int, id: String?)
        /// The image of a COCO annotation is not in `images`, or has no name there.
        case missingImage(annotation: Int, id: String?, image: String)
        /// The category of a COCO annotation is not in `categories`.
        case missingCategory(annotation: Int, id: String?, category: String)
        /// Two COCO images have the same id.
        case repeatedImage(id: String)
        /// Two COCO categories have the same id.
        case repeatedCategory(id: String)
        /// COCO annotations use `count` categories, but none is named.
        case noCategories(count: Int)
        /// A list of detected boxes, which COCO calls results.
        case resultsList(count: Int)
        /// No file names the classes of a YOLO dataset.
        case noClassNames
        /// All coordinates are in 0...1.
        case fractions
        /// Boxes have no names but need them; these columns could give the names.
        case noObjectNames(columns: [String])
        case noMaskFolder
        /// A mask has colours, the most frequent of which are given as `#rrggbb`, but the table names only values.
        case colorsInMask([String])
        /// A mask with lossy compression has `count` colours, the most frequent of which are given as `#rrggbb`.
        case lossyMask([String], count: Int)
        /// There is neither `masks.csv` nor one folder per name.
        case noMaskNames
        /// None of `count` groups has a class with images.
        case noGroupWithImages(count: Int)
    }

    /// What is wrong with a line of a table.
    public enum LineProblem: Equatable, Sendable {
        case fieldCount(Int, header: [String])
        case openQuote
        case missingValue(column: String)
        /// The value is not a number.
        case notANumber(column: String, value: String)
        /// The value of a mask is not a number from 0 to 65,535.
        case notAGreyValue(String)
        /// The colour of a mask is neither `#rrggbb` nor three numbers from 0 to 255.
        case notAColor(String)
        /// The box ends before it begins; x0 ≤ x1 and y0 ≤ y1 are required.
        case reversedBox
        /// The coordinates are not fractions from 0 to 1.
        case notFractions
        /// The boxes of an image, in one field, are not five words each.
        case boxList(count: Int)
        /// A line of a benchmark's list is not of the form `form`.
        case benchmarkBox(_ form: String)
        /// The number of an image is not in the list of images.
        case unlistedImage(String)
        /// The number of a class is not in the file of names at `names`.
        case unlistedClass(String, names: String)
        /// The image has a different value of this column on an earlier line.
        case contradiction(image: String, column: String)
        /// `value` is already on line `first`.
        case repeated(value: String, first: Int)
        /// `owner` has no class that matches the text of a column.
        case unknownClass(column: String, value: String, owner: ClassOwner)
        case ambiguousClass(column: String, value: String, candidates: [ClassRecord])
        /// A number that is the index of none of `count` classes.
        case indexOutOfRange(column: String, value: String, count: Int)
        /// There is no object of this name.
        case unknownObject(String)
        /// A line of a list of labels that does not begin with the file name of an image.
        case noImageName(String)
    }

    /// The owner of the classes that a file names.
    public enum ClassOwner: String, Sendable {
        case network
        case head
        /// The labels of the images, together with the classes of the network.
        case labels
    }
}
