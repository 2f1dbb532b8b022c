import Analyses
import Annotations
import Foundation
import ImageCollections
import Images
import Observers
import Store
import Tensors
import Units
import Workers

extension Atlas {
    /// Builds the atlas at `path` from activations computed by another program.
    ///
    /// Maps are read one image at a time; the atlas is created only if all of it is valid.
    /// - Throws: `UnitAtlasError` if the atlas already exists, for arrays that do not match each other, and for a map
    ///   with a value that is not finite.
    public static func importActivations(_ request: ImportRequest, into path: String) throws -> ImportOutcome {
        try Importer.run(request, into: path)
    }
}

/// Builds an atlas from activations computed by another program.
enum Importer {
    static func run(_ request: ImportRequest, into path: String) throws -> ImportOutcome {
        guard !Atlas.exists(path) else {
            throw UnitAtlasError.output(path: path, .exists)
        }
        let maps = try NumPySlices(path: request.maps)
        guard maps.shape.rank == 4, maps.shape.count > 0 else {
            throw UnitAtlasError.array(
                path: request.maps,
                .shape(found: maps.shape.extents, expected: "[images, units, rows, columns]"))
        }
        let head = try head(request, units: maps.shape[1])
        let classes = try classes(request, count: head?.classCount ?? 0)
        let preprocessing = try preprocessing(request)
        let images = try ImportedImages(
            request, count: maps.shape[0], classes: classes,
            input: (preprocessing.inputWidth, preprocessing.inputHeight))
        let unfinished = path + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        let writer = try AtlasWriter(
            path: unfinished, header: try header(request, maps.shape, preprocessing), head: head, classes: classes)
        let counts: ImageCounts
        do {
            try add(maps, images.records, head: head, request, writer)
            try writer.finish()
            counts = try writer.counts()
            writer.close()
            try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        } catch {
            writer.discard()
            throw error
        }
        return ImportOutcome(
            images: counts.indexed, units: maps.shape[1], labelled: counts.labelled, correct: counts.correct,
            absent: images.absent)
    }

    private static func add(
        _ maps: NumPySlices, _ records: [ImageRecord], head: Head?, _ request: ImportRequest, _ writer: AtlasWriter
    ) throws {
        var collector = try IndexCollector(
            writer, unitCount: maps.shape[1], top: request.top, interval: .seconds(2))
        try WorkerPool.runInOrder(pieces: records.count, threads: max(1, request.threads)) {
            { index in try piece(maps, index, records[index], head: head, request) }
        } consume: {
            try collector.take($1)
        }
        try collector.commit()
    }

    /// One image of the maps, as an index collects it.
    private static func piece(
        _ maps: NumPySlices, _ index: Int, _ record: ImageRecord, head: Head?, _ request: ImportRequest
    ) throws -> IndexedPiece {
        let units = maps.shape[1]
        let map = maps.slice(index)
        guard map.values.allSatisfy(\.isFinite) else {
            throw UnitAtlasError.array(path: request.maps, .mapNotFinite(image: index))
        }
        var observation = Observation(maps: map, peaks: peaks(map), logits: [])
        let (mean, maximum) = (
            PooledActivations.mean(of: observation), PooledActivations.maximum(of: observation)
        )
        if let head {
            let features = Tensor(shape: [1, units], values: head.pooling == .maximum ? maximum : mean)
            observation = Observation(
                maps: map, peaks: observation.peaks, logits: PooledScores.logits(of: features, head: head).values)
        }
        var piece = IndexedPiece(
            top: TopActivations(unitCount: units, limit: request.top), statistics: UnitStatistics(unitCount: units))
        piece.top.observe(observation, path: record.path)
        piece.statistics.observe(observation, path: record.path)
        piece.images = [
            IndexedImage(
                record: record, pooledMean: mean, pooledMax: maximum,
                predictions: Predictions.top(5, logits: observation.logits))
        ]
        return piece
    }

    private static func peaks(_ maps: Tensor) -> [Int] {
        let cells = maps.shape[1] * maps.shape[2]
        let values = maps.values.span
        return (0..<maps.shape[0]).map { unit in
            let map = values.extracting(unit * cells..<(unit + 1) * cells)
            var best = 0
            for cell in map.indices where map[cell] > map[best] { best = cell }
            return best
        }
    }

    private static func head(_ request: ImportRequest, units: Int) throws -> Head? {
        guard let path = request.weights else { return nil }
        let weights = try NumPyFile.read(path: path)
        guard weights.shape.rank == 2, weights.shape[1] == units, weights.shape[0] > 0 else {
            throw UnitAtlasError.array(
                path: path, .shape(found: weights.shape.extents, expected: "[classes, \(units)]"))
        }
        let bias = try request.bias.map { try NumPyFile.read(path: $0) } ?? .zeros([weights.shape[0]])
        guard bias.values.count == weights.shape[0] else {
            throw UnitAtlasError.array(
                path: request.bias ?? path,
                .shape(found: bias.shape.extents, expected: "[\(weights.shape[0])]"))
        }
        let head = Head(
            weights: weights, bias: bias.values, pooling: request.poolsMaximum ? .maximum : .average,
            form: .poolThenLinear)
        try HeadImport.checkNumbers(head, weights: path, bias: request.bias)
        return head
    }

    private static func classes(_ request: ImportRequest, count: Int) throws -> [ClassRecord] {
        guard let path = request.classes else { return ClassList.numbered(count) }
        let classes = try ClassList.read(path: path)
        guard count == 0 || classes.count == count else {
            throw UnitAtlasError.list(path: path, .classes(classes.map(\.name), expected: count))
        }
        return count == 0 ? [] : classes
    }

    private static func preprocessing(_ request: ImportRequest) throws -> Preprocessing {
        switch request.preprocessing {
        case .stored(let preprocessing): return preprocessing
        case .file(let path):
            return try Preprocessing(configuration: try TextFile.data(path), name: path, networkInput: nil)
        case .preset(let name):
            guard let preset = Preprocessing.preset(name, height: 224, width: 224) else {
                throw UnitAtlasError.unknownPreset(name)
            }
            return preset
        case nil:
            return Preprocessing(
                fit: .squash(width: 224, height: 224), filter: .bilinear, rescale: 1, mean: [0, 0, 0],
                deviation: [1, 1, 1])
        }
    }

    private static func header(
        _ request: ImportRequest, _ shape: Shape, _ preprocessing: Preprocessing
    ) throws -> AtlasHeader {
        func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        var settings = IndexSettings(
            top: request.top, model: absolute(request.maps), images: absolute(request.images ?? request.maps + "/.."),
            labels: request.labels.map(absolute))
        settings.imported = true
        return AtlasHeader(
            modelName: URL(fileURLWithPath: request.maps).deletingPathExtension().lastPathComponent,
            modelSHA256: try SHA256.hexadecimal(ofFile: request.maps), layer: request.layer, map: shape,
            preprocessing, settings)
    }
}
