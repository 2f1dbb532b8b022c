public import ImageCollections
public import Images
public import Units

/// Why annotations cannot be read, or a class, image or object in them cannot be found.
public enum AnnotationError: Error, Equatable, Sendable {
    /// A file or folder cannot be read.
    case unreadable(CollectionError)
    /// A mask cannot be decoded.
    case undecodable(ImageError)
    /// The content of a file is not what is needed.
    case file(path: String, FileProblem)
    /// A line of a file is wrong; `line` counts from 1.
    case line(path: String, line: Int, LineProblem)
    /// A mask is not of its image's size; both are width and height in pixels.
    case maskSize(path: String, mask: [Int], image: [Int])
    /// Boxes are in coordinates of another picture than the image, by its declared size; both are width and height.
    case boxSize(path: String, declared: [Int], image: [Int])

    /// There are no classes to find one in.
    case noClasses
    /// `text` is not a number, and a class's index is needed.
    case notAnIndex(text: String)
    /// There is no class of that index among `count`.
    case unknownIndex(Int, count: Int)
    /// No class is called `name`.
    case unknownClass(name: String)
    /// Several classes may be meant.
    case ambiguousClass(name: String, candidates: [ClassRecord])
    /// No image has that path, or one that ends in it.
    case unknownImage(name: String)
    /// Several images may be meant; `candidates` are their paths, sorted by bytes.
    case ambiguousImage(name: String, candidates: [String])
    /// The annotations at `path` name no such object; `known` are those that they name.
    case unknownObject(name: String, path: String, known: [String])
    /// None of an atlas's images has an object in the annotations at `path`.
    case nothingAnnotated(path: String)

    /// What is wrong with a whole file or folder.
    public enum FileProblem: Equatable, Sendable {
        case empty
        /// Each of `columns` is needed, or one of them where `isOneEnough`; `header` is what the table has.
        case missingColumns([String], isOneEnough: Bool, header: [String])
        /// A table has a header and no row.
        case noRows
        /// A class list in JSON of none of the forms that are read.
        case notAClassList
        /// A key of a class list in JSON that is not the index of a class.
        case notAnIndex(key: String)
        /// A class in JSON that is not a pair of wnid and name.
        case notAPair(key: String)
        /// Class indices that are not 0, 1, 2 ...
        case missingIndex(Int)
        case repeatedIndex(Int)
        /// No box is in it.
        case noBoxes
        /// A folder of boxes without an XML file.
        case noBoxFiles
        case notVOC
        case notCOCO
        /// A box of Pascal VOC's that lacks an end, or ends before it begins.
        case invalidBox(object: Int)
        /// A `bbox` of COCO's that is not x, y, width and height; `annotation` is its place in the list, from 0.
        case invalidBoundingBox(annotation: Int, id: String?)
        /// An annotation of COCO's without `bbox` and without a `segmentation` to take it from.
        case missingBoundingBox(annotation: Int, id: String?)
        /// An annotation of COCO's whose image is not in `images`, or has no name there.
        case missingImage(annotation: Int, id: String?, image: String)
        /// An annotation of COCO's whose category is not in `categories`.
        case missingCategory(annotation: Int, id: String?, category: String)
        /// Two images of COCO's with one id.
        case repeatedImage(id: String)
        /// COCO's annotations are of `count` categories, and none is named.
        case noCategories(count: Int)
        /// A list of boxes that a detector found, which COCO calls results.
        case resultsList(count: Int)
        /// Numbers of classes in a YOLO dataset that no file names.
        case noClassNames
        /// All boxes lie in 0...1.
        case fractions
        /// Boxes without names, where names are needed, and the columns that may give them.
        case noObjectNames(columns: [String])
        case noMaskFolder
        /// A mask has colours, of which the most frequent are given as `#rrggbb`, and the table has none.
        case colorsInMask([String])
        /// Neither `masks.csv` nor a folder for each name.
        case noMaskNames
        /// None of `count` groups has a class with images.
        case noGroupWithImages(count: Int)
    }

    /// What is wrong in a line of a table.
    public enum LineProblem: Equatable, Sendable {
        case fieldCount(Int, header: [String])
        case openQuote
        case missingValue(column: String)
        /// A number is needed.
        case notANumber(column: String, value: String)
        /// A value of a mask is 0 to 65535.
        case notAGreyValue(String)
        /// A colour of a mask is `#rrggbb`, or three numbers from 0 to 255.
        case notAColor(String)
        /// x0 ≤ x1 and y0 ≤ y1 are needed.
        case reversedBox
        /// Coordinates are fractions, 0 to 1.
        case notFractions
        /// Boxes of an image in one field, five words each.
        case boxList(count: Int)
        /// A line of a benchmark's list that is not of the form `form`.
        case benchmarkBox(_ form: String)
        /// An image's number that the list of images does not have.
        case unlistedImage(String)
        /// A class's number that the file of names at `names` does not have.
        case unlistedClass(String, names: String)
        /// The image has another value of that column in a line above.
        case contradiction(image: String, column: String)
        /// `value` stands in the line `first` already.
        case repeated(value: String, first: Int)
        /// The text of a column is no class, or not one alone, of those of `owner`.
        case unknownClass(column: String, value: String, owner: ClassOwner)
        case ambiguousClass(column: String, value: String, candidates: [ClassRecord])
        /// No object is called so.
        case unknownObject(String)
    }

    /// Whose classes a file names.
    public enum ClassOwner: String, Sendable {
        case network
        case head
        /// The labels of images, and the network's classes.
        case labels
    }
}
