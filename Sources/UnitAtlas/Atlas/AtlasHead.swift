import Analyses
import Observers
import Queries
public import Store
import Synchronization
import Tensors
public import Units

/// One head of an atlas with its classes: the network's own, or one that was trained or imported.
public final class AtlasHead: Sendable {
    /// The id of the head in the atlas.
    public let id: HeadID
    /// The head's name.
    public let name: String
    /// How logits follow from maps.
    public let form: HeadForm
    /// How maps are pooled.
    public let pooling: Pooling
    /// The classes, with ids 0..<K.
    public let classes: [ClassRecord]
    /// How it was trained; nil for the native head, and if that is not known.
    let loss: String?

    /// The labels of a trained or imported head's images, by path.
    let ownLabels: [HeadLabel]

    private let reader: AtlasReader
    /// Of a trained head, by path.
    private let labels: [ImagePath: HeadLabel]
    private let activations = Mutex<[ClassActivation?]?>(nil)
    private let whole = Mutex<Head?>(nil)
    private let marginDrops = Mutex<[ClassID: [Double]]>([:])

    /// The name of the network's own head.
    public static let nativeName = "native"

    /// Reads the head named `name`; nil is the network's own.
    ///
    /// - Throws: `UnitAtlasError.atlas` if the atlas has no head with that name.
    init(_ reader: AtlasReader, named name: String? = nil) throws {
        let heads = try reader.heads()
        guard let record = heads.first(where: { $0.name == name ?? Self.nativeName }) else {
            guard let name, name != Self.nativeName else {
                throw UnitAtlasError.atlas(path: reader.path, .noNativeHead)
            }
            throw UnitAtlasError.atlas(path: reader.path, .unknownHead(name, known: heads.map(\.name)))
        }
        (id, self.name, self.form, pooling, self.reader) = (record.id, record.name, record.form, record.pooling, reader)
        (loss, classes) = (record.loss, try reader.classes(of: record.id))
        guard classes.count == record.classCount else {
            throw UnitAtlasError.atlas(path: reader.path, .incompleteHead(record.name))
        }
        ownLabels = try reader.labels(of: record.id)
        labels = Dictionary(ownLabels.map { (ImagePath($0.path), $0) }) { first, _ in first }
    }

    /// The network's own.
    public var isNative: Bool { id == .native }

    /// nil for the network's own.
    var trainedName: String? { isNative ? nil : name }

    /// The whole head [K, U], read on first use.
    public var head: Head {
        get throws {
            try whole.withLock { whole in
                if let whole { return whole }
                guard let head = try reader.head(id), head.classCount == classes.count else {
                    throw UnitAtlasError.atlas(path: reader.path, .incompleteHead(name))
                }
                whole = head
                return head
            }
        }
    }

    /// Returns the weights of a class for all units [U].
    public func weights(of id: ClassID) throws -> [Float] {
        try whole.withLock { $0?.row(id) } ?? reader.weights(of: id, in: self.id)
    }

    /// Returns the weights of all classes for a unit [K].
    public func weights(of unit: UnitID) throws -> [Float] { try head.column(unit) }

    /// Returns the label of `image` among this head's classes; nil if it has none.
    public func label(of image: ImageRecord) -> ClassID? { isNative ? image.label : labels[path: image.path]?.classID }

    /// Returns whether the image belongs to a part of the images that a trained head was fitted or tested on.
    func isIn(_ part: AblationStudy.Part, _ path: String) -> Bool {
        part == .all || labels[path: path]?.split.rawValue == part.rawValue
    }

    /// Returns the five most probable classes of an image by rank; empty if the image was skipped or is not in the
    /// atlas.
    public func predictions(of path: String) throws -> [Prediction] {
        if isNative { return try reader.predictions(of: path) }
        guard let pooled = try reader.pooled(path) else { return [] }
        let values = features(pooled)
        let row = Tensor(shape: [1, values.count], values: values)
        return Predictions.top(5, logits: PooledScores.logits(of: row, head: try head).values)
    }

    /// Returns the pooled activations [U] of an image that the head uses.
    public func features(_ pooled: PooledVectors) -> [Float] {
        pooling == .maximum ? pooled.maximum : pooled.mean
    }

    /// Calls `body` with batches of all indexed images, in the order of their paths, and the pooled activations that
    /// this head uses.
    func forEachBatch(_ body: ([ImageRecord], Tensor) throws -> Void) throws {
        var (records, values): ([ImageRecord], [Float]) = ([], [])
        func flush() throws {
            if records.isEmpty { return }
            try body(records, Tensor(shape: [records.count, values.count / records.count], values: values))
            (records, values) = ([], [])
        }
        try reader.forEachPooled { record, pooled in
            records.append(record)
            values += features(pooled)
            if records.count == 256 { try flush() }
        }
        try flush()
    }

    /// Returns the mean pooled activations of the images of a class; nil if there are none. For a trained or imported
    /// head, these are the images labelled with the class, or, if the head has no labels, those whose most probable
    /// class it is.
    public func activation(of id: ClassID) throws -> ClassActivation? {
        if isNative { return try reader.classActivation(id) }
        let known = try activations.withLock { known in
            let all = try known ?? computedActivations()
            known = all
            return all
        }
        return known[id.value]
    }

    /// Returns what queries need to treat this head as the native one; nil if it is the native one.
    package func perspective() throws -> HeadPerspective? {
        if isNative { return nil }
        let head = try head
        var predictions: [(path: String, classes: [Prediction])] = []
        try forEachBatch { records, features in
            let logits = PooledScores.logits(of: features, head: head)
            for (row, record) in records.enumerated() {
                predictions.append((record.path, Predictions.top(5, logits: logits.slice(row).values)))
            }
        }
        return HeadPerspective(
            head: id, predictions: predictions, activations: try classes.map { try activation(of: $0.id) })
    }

    /// All indexed images, in the order of their paths.
    func indexedImages() throws -> [ImageRecord] { try reader.images().filter { $0.status == .indexed } }

    /// Returns the indexed images whose most probable class according to this head is `id`, in the order of their paths.
    func images(predictedAs id: ClassID) throws -> [ImageRecord] {
        if isNative {
            return try reader.verdicts().filter { $0.prediction?.classID == id && $0.record.status == .indexed }
                .map(\.record)
        }
        let head = try head
        var found: [ImageRecord] = []
        try forEachBatch { records, features in
            let predicted = PooledScores.predictedClasses(PooledScores.logits(of: features, head: head))
            found += zip(records, predicted).filter { $0.1 == id.value }.map(\.0)
        }
        return found
    }

    /// Returns the stored pooled activations of an image; nil for one that is not indexed.
    func pooled(_ path: String) throws -> PooledVectors? { try reader.pooled(path) }

    /// Returns the margin that each unit's ablation costs the class [U]; nil if no ablation is stored.
    func storedMarginDrops(of id: ClassID) throws -> [Double]? { try reader.marginDrops(of: id, in: self.id) }

    /// Returns the margin drops of a class, computed by `body` on first use.
    func knownMarginDrops(of id: ClassID, _ body: () throws -> [Double]) throws -> [Double] {
        if let known = marginDrops.withLock({ $0[id] }) { return known }
        let made = try body()
        marginDrops.withLock { $0[id] = made }
        return made
    }

    private func computedActivations() throws -> [ClassActivation?] {
        let head = try head
        let units = head.unitCount
        var sums = [[Double]?](repeating: nil, count: classes.count)
        var counts = [Int](repeating: 0, count: classes.count)
        try forEachBatch { records, features in
            let predicted =
                labels.isEmpty ? PooledScores.predictedClasses(PooledScores.logits(of: features, head: head)) : []
            for (row, record) in records.enumerated() {
                guard let label = labels.isEmpty ? predicted[row] : labels[path: record.path]?.classID.value else {
                    continue
                }
                var sum = sums[label] ?? [Double](repeating: 0, count: units)
                sums[label] = nil
                for unit in 0..<units { sum[unit] += Double(features.values[row * units + unit]) }
                sums[label] = sum
                counts[label] += 1
            }
        }
        return sums.indices.map { label in
            sums[label].map { sum in
                ClassActivation(
                    images: counts[label], mean: sum.map { Float($0 / Double(counts[label])) },
                    basis: labels.isEmpty ? .prediction : .label)
            }
        }
    }
}
