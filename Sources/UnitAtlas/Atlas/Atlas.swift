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
/// Use cases that store what they find say so; they open the file for writing for a moment, and other readers can go on.
public final class Atlas: Sendable {
    package let reader: AtlasReader
    private let known = Mutex<[String: AtlasHead]>([:])

    /// Opens the atlas at `path`.
    ///
    /// - Throws: `StoreError`: `missing`, `notAnAtlas`, `newerSchema`, `olderSchema`, `damaged`, `locked`.
    public init(_ path: String) throws {
        reader = try AtlasReader(path: path)
    }

    /// Whether `path` holds an atlas or another file that is not empty; false for no file, and for one that a process killed
    /// early left without contents.
    package static func exists(_ path: String) -> Bool { AtlasReader.isThere(path) }

    /// The file.
    public var path: String { reader.path }

    /// What the atlas was made from: network, layer, preprocessing, settings.
    public var header: AtlasHeader { reader.header }

    /// What determines the contents of the atlas besides the network, and where its files were.
    public var settings: IndexSettings { header.settings }

    /// Whether indexing has finished.
    public var isComplete: Bool { reader.isComplete }

    /// All heads: the network's own first, then in the order in which they were made.
    public var heads: [HeadRecord] {
        get throws { try reader.heads() }
    }

    /// The head called `name`; nil is the network's own.
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

    /// The head called `name`, or without a name the network's own, if there is one.
    package func headIfAny(_ name: String?) throws -> AtlasHead? {
        guard try name != nil || heads.contains(where: { $0.id == .native }) else { return nil }
        return try head(name)
    }

    /// The classes of a head by index; nil is the network's own, whose list is empty where the atlas has no such head.
    public func classes(of head: String? = nil) throws -> [ClassRecord] {
        guard head == nil || head == AtlasHead.nativeName else { return try self.head(head).classes }
        return try reader.classes()
    }

    /// The statistics of all units in the order of their ids.
    public var units: [UnitRecord] {
        get throws { try reader.units() }
    }

    /// All images in the order of their paths' bytes, skipped ones included.
    public var images: [ImageRecord] {
        get throws { try reader.images() }
    }

    /// The image of that path; nil when the atlas has none.
    public func image(_ path: String) throws -> ImageRecord? { try reader.image(path) }

    /// How many images there are, and how many of them the network classifies correctly.
    public var counts: ImageCounts {
        get throws { try reader.counts() }
    }

    /// A unit's best images, best first; none for a unit that the atlas does not have.
    public func topActivations(of unit: UnitID) throws -> [TopActivation] { try reader.topActivations(of: unit) }

    /// An image's pooled activations; nil when it is not in the atlas or was skipped.
    public func pooledActivations(of image: String) throws -> PooledVectors? { try reader.pooled(image) }

    /// The most probable classes of an image by rank, of the network's own head; none when it is not in the atlas or was
    /// skipped.
    public func predictions(of image: String) throws -> [Prediction] { try reader.predictions(of: image) }

    /// Network, layer and number of images, as captions give them.
    package var origin: String {
        get throws {
            "\(header.modelName), layer \(header.layer), \(NumberFormat.count(try counts.indexed, "image"))"
        }
    }

    /// Opens the atlas for writing, runs `body`, and closes it.
    ///
    /// Nothing may be read through this handle meanwhile: a reader that has seen the write-ahead log keeps it from being
    /// folded into the file.
    package func edit<Value>(_ body: (AtlasEditor) throws -> Value) throws -> Value {
        let editor = try AtlasEditor(path: path)
        defer {
            editor.close()
            known.withLock { $0 = [:] }
        }
        return try body(editor)
    }

    /// The atlas opened once more, for a thread that scans many rows: one connection serves one thread at a time.
    package func anotherReader() throws -> AtlasReader { try AtlasReader(path: path) }
}
