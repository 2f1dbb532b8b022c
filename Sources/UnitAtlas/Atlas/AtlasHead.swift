import Analyses
import Observers
import Queries
public import Store
import Synchronization
import Tensors
public import Units

/// One head of an atlas with its classes: the network's own, or one that was trained or imported.
public final class AtlasHead: Sendable {
    /// The head's row in the atlas.
    public let id: HeadID
    /// The head's name.
    public let name: String
    /// How logits follow from maps.
    public let form: HeadForm
    /// How maps are pooled.
    public let pooling: Pooling
    /// Of ids 0..<K.
    public let classes: [ClassRecord]
    /// What it was trained with; nil for the native head, and where that is not known.
    let loss: String?

    /// What a trained or imported head's images are labelled with, by path.
    let ownLabels: [HeadLabel]

    private let reader: AtlasReader
    /// Of a trained head, by path.
    private let labels: [ImagePath: HeadLabel]
    private let activations = Mutex<[ClassActivation?]?>(nil)
    private let whole = Mutex<Head?>(nil)

    /// The name of the network's own head.
    public static let nativeName = "native"

    /// Reads the head called `name`; nil is the network's own.
    ///
    /// - Throws: `UnitAtlasError.atlas` if the atlas has no head of that name.
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

    /// All of it [K, U], read when it is first requested.
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

    /// The weights of a class for all units [U].
    public func weights(of id: ClassID) throws -> [Float] {
        try whole.withLock { $0?.row(id) } ?? reader.weights(of: id, in: self.id)
    }

    /// The weights of all classes for a unit [K].
    public func weights(of unit: UnitID) throws -> [Float] { try head.column(unit) }

    /// The class that `image` is labelled with among this head's classes; nil where it has none.
    public func label(of image: ImageRecord) -> ClassID? { isNative ? image.label : labels[path: image.path]?.classID }

    /// Whether the image belongs to that part of those that a trained head was fitted to or tested on.
    func isIn(_ part: AblationStudy.Part, _ path: String) -> Bool {
        part == .all || labels[path: path]?.split.rawValue == part.rawValue
    }

    /// The five most probable classes of an image, by rank; none when it is not in the atlas or was skipped.
    public func predictions(of path: String) throws -> [Prediction] {
        if isNative { return try reader.predictions(of: path) }
        guard let pooled = try reader.pooled(path) else { return [] }
        let values = features(pooled)
        let row = Tensor(shape: [1, values.count], values: values)
        return Predictions.top(5, logits: PooledScores.logits(of: row, head: try head).values)
    }

    /// What the head takes of an image's pooled activations [U].
    public func features(_ pooled: PooledVectors) -> [Float] {
        pooling == .maximum ? pooled.maximum : pooled.mean
    }

    /// Calls `body` with all indexed images in the order of their paths, with what this head takes of them; several at a
    /// time.
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

    /// The mean pooled activation of a class's images; nil where it has none. A trained or imported head's images are those
    /// that it has labels of; where it has none, those whose most probable class it is.
    public func activation(of id: ClassID) throws -> ClassActivation? {
        if isNative { return try reader.classActivation(id) }
        let known = try activations.withLock { known in
            let all = try known ?? computedActivations()
            known = all
            return all
        }
        return known[id.value]
    }

    /// What queries need to take this head for the native one; nil when it is.
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
