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
        /// A `bbox` of COCO's that is not x, y, width and height.
        case invalidBoundingBox(annotation: Int)
        /// An annotation of COCO's whose image is not in `images`.
        case missingImage(annotation: Int, image: Int)
        /// All boxes lie in 0...1.
        case fractions
        /// Boxes without names, where names are needed, and the columns that may give them.
        case noObjectNames(columns: [String])
        case noMaskFolder
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
        /// A grey value of a mask is 0 to 255.
        case notAGreyValue(String)
        /// x0 ≤ x1 and y0 ≤ y1 are needed.
        case reversedBox
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
