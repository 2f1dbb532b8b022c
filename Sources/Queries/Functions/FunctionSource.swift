internal import Analyses
internal import Annotations
internal import Store
internal import Synchronization
internal import Units

/// What the functions read from the atlas.
///
/// The functions use their own reader, opened when first needed, because the connection is busy with the query. Values
/// are cached: the atlas is assumed not to change during a query.
final class FunctionSource: Sendable {
    /// The head that the functions use, without its weights. U units.
    struct HeadFacts: Sendable {
        let name: String
        let pooling: Pooling
        let form: HeadForm
        /// The share of the cells that the head averages over that are cells of the layer's maps.
        let share: Double
        let resolver: ClassResolver
    }

    private struct Memory {
        var reader: AtlasReader?
        var head: HeadFacts?
        var size: (units: Int, width: Int, height: Int)?
        var rows: [Int: (weights: [Float], bias: Double)] = [:]
        var images: [ImageKey: StoredPooled] = [:]
        var correlations: UnitCorrelations?
    }

    private let path: String
    private let head: HeadID
    private let mostBytes: Int
    private let open: @Sendable () throws(StoreError) -> AtlasReader
    private let memory = Mutex(Memory())

    /// The number of images whose pooled activations are kept.
    private static let rememberedImages = 256

    /// - Parameter mostBytes: The pooled activations of all images are kept in memory if they take no more than this.
    init(
        path: String, head: HeadID, mostBytes: Int = 1 << 30,
        open: @escaping @Sendable () throws(StoreError) -> AtlasReader
    ) {
        self.open = open
        self.path = path
        self.head = head
        self.mostBytes = mostBytes
    }

    /// The number of units, and the width and height of their maps.
    func size() throws -> (units: Int, width: Int, height: Int) {
        try memory.withLock { try size(&$0) }
    }

    func headFacts() throws -> HeadFacts { try memory.withLock { try facts(&$0) } }

    /// Weights [U] and bias of a class.
    func weights(of id: ClassID) throws -> (weights: [Float], bias: Double) {
        try memory.withLock { memory in
            if let known = memory.rows[id.value] { return known }
            let units = try size(&memory).units
            let reader = try reader(&memory)
            let weights = try reader.weights(of: id, in: head)
            guard weights.count == units, let bias = try reader.bias(of: id, in: head) else {
                throw StoreError.damaged(path: path, .weights(head: head, classID: id))
            }
            let found = (weights: weights, bias: bias)
            memory.rows[id.value] = found
            return found
        }
    }

    /// Pooled activations of an image [U], pooled as the head pools.
    func pooled(_ image: ImageKey) throws -> StoredPooled {
        try memory.withLock { memory in
            if let known = memory.images[image] { return known }
            let units = try size(&memory).units
            let found = try reader(&memory).pooled(try facts(&memory).pooling, of: image)
            if case .values(let values) = found, values.count != units {
                throw StoreError.damaged(path: path, .pooledActivations(image: image.text))
            }
            if memory.images.count >= Self.rememberedImages { memory.images = [:] }
            memory.images[image] = found
            return found
        }
    }

    /// Pearson's correlation of two units' pooled activations over all indexed images; nil if one is constant.
    ///
    /// The activations of all units are kept if they fit in `mostBytes`; otherwise every call reads those of the two.
    func correlation(_ a: Int, _ b: Int) throws -> Double? {
        try memory.withLock { memory in
            if let known = memory.correlations { return known.correlation(a, b) }
            let units = try size(&memory).units
            let images = try reader(&memory).indexedCount()
            guard units * images <= mostBytes / MemoryLayout<Float>.size else {
                return try correlations(of: [a, b], images: images, &memory).correlation(0, 1)
            }
            let all = try correlations(of: Array(0..<units), images: images, &memory)
            memory.correlations = all
            return all.correlation(a, b)
        }
    }

    private func correlations(of units: [Int], images: Int, _ memory: inout Memory) throws -> UnitCorrelations {
        var correlations = UnitCorrelations(units: units.count, images: images)
        let pooling = try facts(&memory).pooling
        try reader(&memory).scanPooled(pooling) { image in
            correlations.add(units.map { image.values[$0] })
        }
        correlations.standardize()
        return correlations
    }

    private func size(_ memory: inout Memory) throws -> (units: Int, width: Int, height: Int) {
        if let known = memory.size { return known }
        let reader = try reader(&memory)
        let found = (
            units: try reader.unitCount(), width: reader.header.mapWidth, height: reader.header.mapHeight
        )
        memory.size = found
        return found
    }

    private func facts(_ memory: inout Memory) throws -> HeadFacts {
        if let known = memory.head { return known }
        let size = try size(&memory)
        let reader = try reader(&memory)
        // There are pooled activations even without a head.
        let record = try reader.heads().first { $0.id == head }
        let form = record?.form ?? .poolThenLinear
        let found = HeadFacts(
            name: record?.name ?? "native", pooling: record?.pooling ?? .average, form: form,
            share: form.share(ofCells: size.width * size.height), resolver: ClassResolver(try reader.classes(of: head)))
        memory.head = found
        return found
    }

    private func reader(_ memory: inout Memory) throws -> AtlasReader {
        let reader = try memory.reader ?? open()
        memory.reader = reader
        return reader
    }
}
