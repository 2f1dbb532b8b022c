import Reporting
public import Store
import Synchronization
import Tensors
public import Units

/// An atlas, opened once: what a network's units responded to in a collection of images.
///
/// ```swift
/// let atlas = try Atlas("mine.sqlite")
/// for unit in try atlas.ranking(of: "goldfinch").prefix(5) {
///     print(unit.rank, unit.unit, unit.weight)
/// }
/// ```
///
/// Settings are read when the atlas is opened; everything else is read when it is requested. Reading never changes the file.
/// Operations that store their results say so; they open the file for writing briefly, and other readers are not
/// affected.
public final class Atlas: Sendable {
    package let reader: AtlasReader
    private let known = Mutex<[String: AtlasHead]>([:])

    /// Opens the atlas at `path`.
    ///
    /// - Throws: `StoreError`: `missing`, `notAnAtlas`, `newerSchema`, `olderSchema`, `damaged`, `locked`.
    public init(_ path: String) throws {
        reader = try AtlasReader(path: path)
    }

    /// Whether `path` holds an atlas or another file that is not empty; false for a missing file, and for an empty one
    /// left by a process that was killed early.
    package static func exists(_ path: String) -> Bool { AtlasReader.isThere(path) }

    /// The file.
    public var path: String { reader.path }

    /// The network, layer, preprocessing and settings of the atlas.
    public var header: AtlasHeader { reader.header }

    /// The settings, apart from the network, that determine the contents of the atlas, and the paths of its files.
    public var settings: IndexSettings { header.settings }

    /// Whether indexing has finished.
    public var isComplete: Bool { reader.isComplete }

    /// All heads: the network's own first, the others in order of creation.
    public var heads: [HeadRecord] {
        get throws { try reader.heads() }
    }

    /// Returns the head named `name`; nil is the network's own.
    ///
    /// - Throws: `UnitAtlasError.atlas` if the atlas has no such head.
    public func head(_ name: String? = nil) throws -> AtlasHead {
        try known.withLock { known in
            if let head = known[name ?? AtlasHead.nativeName] { return head }
            let head = try AtlasHead(reader, named: name)
            known[head.name] = head
            return head
        }
    }

    /// Returns the head named `name`, or, without a name, the network's own if there is one.
    package func headIfAny(_ name: String?) throws -> AtlasHead? {
        guard try name != nil || heads.contains(where: { $0.id == .native }) else { return nil }
        return try head(name)
    }

    /// Returns the classes of a head by index; nil is the network's own, whose list is empty if the atlas has no native
    /// head.
    public func classes(of head: String? = nil) throws -> [ClassRecord] {
        guard head == nil || head == AtlasHead.nativeName else { return try self.head(head).classes }
        return try reader.classes()
    }

    /// The statistics of all units in the order of their ids.
    public var units: [UnitRecord] {
        get throws { try reader.units() }
    }

    /// All images, including skipped ones, in the byte order of their paths.
    public var images: [ImageRecord] {
        get throws { try reader.images() }
    }

    /// Returns the image with this path; nil if the atlas does not contain it.
    public func image(_ path: String) throws -> ImageRecord? { try reader.image(path) }

    /// The number of images, and how many the network classifies correctly.
    public var counts: ImageCounts {
        get throws { try reader.counts() }
    }

    /// Returns the top activations of a unit, best first; empty if the atlas does not have the unit.
    public func topActivations(of unit: UnitID) throws -> [TopActivation] { try reader.topActivations(of: unit) }

    /// Returns the pooled activations of an image; nil if the image was skipped or is not in the atlas.
    public func pooledActivations(of image: String) throws -> PooledVectors? { try reader.pooled(image) }

    /// Returns the most probable classes of an image by rank, according to the network's own head; empty if the image
    /// was skipped or is not in the atlas.
    public func predictions(of image: String) throws -> [Prediction] { try reader.predictions(of: image) }

    /// The network, the layer and the number of images, for captions.
    package var origin: String {
        get throws {
            "\(header.modelName), layer \(header.layer), \(NumberFormat.count(try counts.indexed, "image"))"
        }
    }

    /// Opens the atlas for writing, runs `body`, and closes it.
    ///
    /// Do not read through this handle in the meantime: a reader that uses the write-ahead log prevents it from being
    /// folded into the file.
    package func edit<Value>(_ body: (AtlasEditor) throws -> Value) throws -> Value {
        let editor = try AtlasEditor(path: path)
        defer {
            editor.close()
            known.withLock { $0 = [:] }
        }
        return try body(editor)
    }

    /// Opens the atlas again for a thread that scans many rows: each connection serves one thread at a time.
    package func anotherReader() throws -> AtlasReader { try AtlasReader(path: path) }
}
