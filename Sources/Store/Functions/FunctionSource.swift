internal import Foundation
internal import GRDB
internal import Synchronization
internal import Units

/// What the functions read of the atlas by themselves, through a reader of their own, which is opened when one first
/// needs it: the query's connection is busy with the query. What was read is remembered: an atlas that a query runs on does
/// not change under its functions.
final class FunctionSource: Sendable {
    /// The head that the functions are about, without its weights. U units.
    struct HeadFacts: Sendable {
        let name: String
        let pooling: Pooling
        let form: HeadForm
        /// The share of the cells that the head averages over which are cells of the layer's maps.
        let inside: Double
        let classes: [ClassRecord]
    }

    private struct Memory {
        var reader: AtlasReader?
        var head: HeadFacts?
        var size: (units: Int, width: Int, height: Int)?
        var rows: [Int: (weights: [Double], bias: Double)] = [:]
        var images: [DatabaseValue: [Float]?] = [:]
        var columns: StandardColumns?
    }

    private let path: String
    private let head: HeadID
    private let mostBytes: Int
    private let memory = Mutex(Memory())

    /// Pooled activations of so many images are remembered.
    private static let rememberedImages = 256

    /// - Parameter mostBytes: Pooled activations of all images are kept in memory up to so many bytes.
    init(path: String, head: HeadID, mostBytes: Int = 1 << 30) {
        self.path = path
        self.head = head
        self.mostBytes = mostBytes
    }

    /// Units, and width and height of their maps.
    func size() throws -> (units: Int, width: Int, height: Int) {
        try memory.withLock { try size(&$0) }
    }

    func headFacts() throws -> HeadFacts { try memory.withLock { try facts(&$0) } }

    /// Weights [U] and bias of a class.
    func weights(of id: ClassID) throws -> (weights: [Double], bias: Double) {
        try memory.withLock { memory in
            if let known = memory.rows[id.value] { return known }
            let units = try size(&memory).units
            let reader = try reader(&memory)
            let weights = try reader.weights(of: id, in: head)
            guard weights.count == units, let bias = try reader.bias(of: id, in: head) else {
                throw StoreError.damaged(path: path, message: "class \(id) has \(weights.count) weights")
            }
            let found = (weights: weights.map(Double.init), bias: bias)
            memory.rows[id.value] = found
            return found
        }
    }

    /// Pooled activations of an image [U], as the head pools; nil where the image was skipped.
    ///
    /// - Parameter image: The number of its row, or its path.
    func pooled(_ image: DatabaseValue, unknown: () -> DatabaseError) throws -> [Float]? {
        try memory.withLock { memory in
            if let known = memory.images[image] { return known }
            let column = try facts(&memory).pooling == .maximum ? "pooled_max" : "pooled_mean"
            let units = try size(&memory).units
            let key = if case .string = image.storage { "path" } else { "id" }
            let row = try read(&memory) { database in
                try Row.fetchOne(
                    try database.cachedStatement(sql: "SELECT \(column) FROM image WHERE \(key) = ?"),
                    arguments: [image])
            }
            guard let row else { throw unknown() }
            var found: [Float]?
            if let bytes = try row.decode(Data?.self, atIndex: 0) {
                guard let floats = FloatBlob.values(bytes), floats.count == units else {
                    throw StoreError.damaged(path: path, message: "an image's pooled activations are cut short")
                }
                found = floats
            }
            if memory.images.count >= Self.rememberedImages { memory.images = [:] }
            memory.images[image] = found
            return found
        }
    }

    /// Pearson's correlation of two units' pooled activations over all indexed images; nil where one is constant.
    ///
    /// All units' activations are remembered while they fit `mostBytes`; beyond that, only those of the two are read.
    func correlation(_ a: Int, _ b: Int) throws -> Double? {
        try memory.withLock { memory in
            if let known = memory.columns { return known.correlation(a, b) }
            let units = try size(&memory).units
            let images = try read(&memory) {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM image WHERE status = 'indexed'") ?? 0
            }
            guard units * images <= mostBytes / MemoryLayout<Float>.size else {
                return try columns(of: (a, b), images: images, &memory).correlation(0, 1)
            }
            let all = try columns(of: nil, images: images, &memory)
            memory.columns = all
            return all.correlation(a, b)
        }
    }

    /// Pooled activations of all indexed images by unit, or of two units, brought to mean 0 and length 1.
    private func columns(
        of pair: (first: Int, second: Int)?, images: Int, _ memory: inout Memory
    ) throws -> StandardColumns {
        let column = try facts(&memory).pooling == .maximum ? "pooled_max" : "pooled_mean"
        let units = try size(&memory).units
        return try read(&memory) { database in
            var columns = StandardColumns(units: pair == nil ? units : 2, images: images)
            let rows = try Row.fetchCursor(
                database, sql: "SELECT \(column) FROM image WHERE status = 'indexed' ORDER BY path")
            while let row = try rows.next() {
                guard let floats = FloatBlob.values(try row.decode(atIndex: 0)), floats.count == units else {
                    throw StoreError.damaged(
                        path: self.path, message: "an image's pooled activations are cut short")
                }
                columns.add(pair.map { [floats[$0.first], floats[$0.second]] } ?? floats)
            }
            columns.standardize()
            return columns
        }
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
        // Without a head there are pooled activations all the same.
        let record = try reader.heads().first { $0.id == head }
        let form = record?.form ?? .poolThenLinear
        let found = HeadFacts(
            name: record?.name ?? "native", pooling: record?.pooling ?? .average, form: form,
            inside: form.share(ofCells: size.width * size.height), classes: try reader.classes(of: head))
        memory.head = found
        return found
    }

    private func reader(_ memory: inout Memory) throws -> AtlasReader {
        let reader = try memory.reader ?? AtlasReader(path: path)
        memory.reader = reader
        return reader
    }

    private func read<Value>(_ memory: inout Memory, _ body: (Database) throws -> Value) throws -> Value {
        try reader(&memory).queue.read(body)
    }
}
