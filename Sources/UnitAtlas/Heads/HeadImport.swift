public import Analyses
import Annotations
import Foundation
import ImageCollections
import Reporting
import Store
import Tensors
public import Units

/// A head that was made elsewhere, to be stored in an atlas.
public struct HeadImportRequest: Sendable {
    /// JSON as ``HeadFile`` writes it, or `.npy` weights [K, U].
    public var file: String
    /// The head's name in the atlas.
    public var name: String
    /// For `.npy` weights: a `.npy` file [K]; nil: zero.
    public var bias: String?
    /// For `.npy` weights: a list of names; nil: classes go by their numbers.
    public var classes: String?
    /// nil: what the file says, else average.
    public var pooling: Pooling?
    /// What its images are labelled with; nil: what the file says, else the atlas's labels as far as the head has their
    /// classes.
    public var labels: HeadLabels.Source?
    /// Whether a head of this name may be replaced.
    public var replaces = false

    /// A request to import a head from a file.
    public init(file: String, name: String) { (self.file, self.name) = (file, name) }
}

/// What an import of a head stored.
public struct HeadImportOutcome: Sendable, Equatable {
    /// The number of classes.
    public let classes: Int
    /// Images that the atlas has, and those among them that have a label of the head's.
    public let images: Int
    /// Images with a label.
    public let labelled: Int
    /// Where the labels come from; nil if there are none.
    public let labels: String?
    /// The accuracy of the head on the labelled images used to test it.
    public let accuracy: Proportion?
    /// What a user has to know, in sentences.
    public let remarks: [String]

    /// How many images have labels for the head, and its accuracy on them; nil if there are none.
    public var labelText: String? {
        guard let labels else { return nil }
        let score = accuracy.map { "; tested on " + HeadReport.described(.accuracy($0)) } ?? ""
        return "labels (\(labels)): \(NumberFormat.grouped(labelled)) of \(NumberFormat.count(images, "image"))" + score
    }
}

extension Atlas {
    /// Stores a head fitted by another program: reads it, finds its labels, and stores all of it or nothing. Images not known
    /// to be its training images are used to test it.
    ///
    /// - Throws: `UnitAtlasError` for a file of another form, for options that contradict it, for a head that does not fit
    ///   the units, for labels of classes that it does not have, and for a name that is taken.
    public func importHead(_ request: HeadImportRequest) throws -> HeadImportOutcome {
        try HeadImport.run(self, request)
    }
}

/// Stores heads that were made elsewhere.
enum HeadImport {
    /// A head as its file holds it.
    private struct ImportedHead {
        let head: Head
        let classes: [ClassRecord]
        let contents: HeadContents?
    }

    static func run(_ atlas: Atlas, _ request: HeadImportRequest) throws -> HeadImportOutcome {
        try HeadTrainer.check(name: request.name, replaces: request.replaces, atlas)
        let found = try request.file.hasSuffix(".npy") ? arrays(request) : json(request)
        try check(found, request, units: try atlas.units.count)
        let images = try atlas.images.filter { $0.status == .indexed }
        let (labels, basis) = try labels(atlas, request, found, images: images)
        let test = Dictionary(
            labels.filter { $0.split == .test && $0.value == nil }.map { (ImagePath($0.path), $0.classID.value) }
        ) { first, _ in first }
        var accuracy: Proportion?
        if !test.isEmpty {
            let places = images.indices.filter { test[path: images[$0].path] != nil }
            let features = try atlas.features(at: places, pooling: found.head.pooling)
            let predicted = PooledScores.predictedClasses(PooledScores.logits(of: features, head: found.head))
            accuracy = Proportion(
                successes: zip(places, predicted).count { test[path: images[$0].path] == $1 }, total: places.count)
        }
        let stored = StoredHead(
            name: request.name, origin: .imported, head: found.head, loss: found.contents?.loss,
            configuration: HeadConfiguration(source: request.file, labels: basis, test: accuracy),
            classes: found.classes, labels: labels)
        _ = try atlas.edit { try $0.save(stored, replacing: request.replaces) }
        return HeadImportOutcome(
            classes: found.classes.count, images: images.count, labelled: labels.count, labels: basis,
            accuracy: accuracy,
            remarks: remarks(found, atlas.header, labels: labels, isNumber: found.head.classCount == 1))
    }

    private static func arrays(_ request: HeadImportRequest) throws -> ImportedHead {
        let weights = try NumPyFile.read(path: request.file)
        guard weights.shape.rank == 2, weights.shape.count > 0 else {
            throw UnitAtlasError.array(
                path: request.file, .shape(found: weights.shape.extents, expected: "[classes, units]"))
        }
        let bias = try request.bias.map { try NumPyFile.read(path: $0) } ?? .zeros([weights.shape[0]])
        guard bias.values.count == weights.shape[0] else {
            throw UnitAtlasError.array(
                path: request.bias ?? request.file,
                .shape(found: bias.shape.extents, expected: "[\(weights.shape[0])]"))
        }
        let head = Head(
            weights: weights, bias: bias.values, pooling: request.pooling ?? .average, form: .poolThenLinear)
        let classes = try request.classes.map { try ClassList.read(path: $0) } ?? ClassList.numbered(weights.shape[0])
        return ImportedHead(head: head, classes: classes, contents: nil)
    }

    private static func json(_ request: HeadImportRequest) throws -> ImportedHead {
        guard let contents = HeadContents(try TextFile.data(request.file)) else {
            throw UnitAtlasError.head(.notAHead(path: request.file))
        }
        for (companion, value) in [
            (UnitAtlasError.HeadProblem.Companion.bias, request.bias), (.classes, request.classes),
        ]
        where value != nil {
            throw UnitAtlasError.head(.redundant(companion, path: request.file))
        }
        if let stated = contents.pooling, let requested = request.pooling, stated != requested {
            throw UnitAtlasError.head(.pooling(path: request.file, stated: stated, requested: requested))
        }
        let head = Head(
            weights: contents.matrix, bias: contents.bias, pooling: contents.pooling ?? request.pooling ?? .average,
            form: .poolThenLinear)
        return ImportedHead(head: head, classes: contents.records, contents: contents)
    }

    private static func check(_ found: ImportedHead, _ request: HeadImportRequest, units: Int) throws(UnitAtlasError) {
        let (head, classes) = (found.head, found.classes)
        guard head.unitCount == units else {
            throw .head(.unitCount(path: request.file, head: head.unitCount, atlas: units))
        }
        guard classes.count == head.classCount else {
            throw .head(
                .contents(
                    path: request.classes ?? request.file,
                    .classCount(names: classes.count, rows: head.classCount)))
        }
        try checkNumbers(head, weights: request.file, bias: request.bias)
        if let problem = found.contents?.problem { throw .head(.contents(path: request.file, problem)) }
    }

    /// - Throws: For a weight or bias that is not finite, with the file that holds it.
    static func checkNumbers(_ head: Head, weights: String, bias: String?) throws(UnitAtlasError) {
        guard head.bias.allSatisfy(\.isFinite) else {
            throw .array(path: bias ?? weights, .biasNotFinite)
        }
        guard let wrong = head.weights.values.firstIndex(where: { !$0.isFinite }) else { return }
        let (row, unit) = wrong.quotientAndRemainder(dividingBy: head.unitCount)
        throw .array(path: weights, .weightNotFinite(row: row, unit: unit))
    }

    /// Of the file, of what was given, or of the atlas, with the words for where they come from.
    private static func labels(
        _ atlas: Atlas, _ request: HeadImportRequest, _ found: ImportedHead, images: [ImageRecord]
    ) throws -> (labels: [HeadLabel], basis: String?) {
        let own = found.contents?.labels(among: Set(paths: images.map(\.path))) ?? []
        // Whoever labels them, images that the head was fitted to say little of how right it is.
        let fitted = Set(paths: own.filter { $0.split == .train }.map(\.path))
        func labelled(_ find: (ImageRecord) -> ClassID?) -> [HeadLabel] {
            images.compactMap { image in
                find(image).map {
                    HeadLabel(path: image.path, classID: $0, split: fitted.contains(path: image.path) ? .train : .test)
                }
            }
        }
        if request.labels == nil, !own.isEmpty { return (own, request.file) }
        guard found.head.classCount > 1 else {
            guard request.labels == nil else {
                throw UnitAtlasError.head(.labelsOfNumber(path: request.file))
            }
            return ([], nil)
        }
        let source: ImageLabels.Source
        switch request.labels {
        case .file(let path): source = .file(path)
        case .folders: source = .folders
        case .atlas, nil:
            let native = try atlas.classes()
            let resolver = ClassResolver(found.classes)
            let known = native.map { resolver.counterpart(of: $0)?.id }
            let labels = labelled { image in image.label.flatMap { known[$0.value] } }
            if request.labels != nil, labels.isEmpty {
                throw noCommonClass(atlas, found, native: native, images: images.count)
            }
            return (labels, labels.isEmpty ? nil : "atlas, by wnid or name")
        }
        let given = try ImageLabels(source, classes: found.classes, owner: .head, images: images.map(\.path))
        let labels = labelled { given.label(of: $0.path) }
        guard !labels.isEmpty else {
            throw HeadLabels.nothing(request.labels ?? .atlas, atlas: atlas.path, images: images.count)
        }
        return (labels, request.labels?.text)
    }

    private static func noCommonClass(
        _ atlas: Atlas, _ found: ImportedHead, native: [ClassRecord], images: Int
    ) -> UnitAtlasError {
        guard let first = native.first, let own = found.classes.first else {
            return .atlas(path: atlas.path, .noLabels(images: images))
        }
        return .head(.noCommonClass(atlasClass: first.name, headClass: own.name))
    }

    private static func remarks(
        _ found: ImportedHead, _ header: AtlasHeader, labels: [HeadLabel], isNumber: Bool
    ) -> [String] {
        var remarks: [String] = []
        if let model = found.contents?.modelSHA256, model != header.modelSHA256 {
            remarks.append(
                "the head was fitted to a different network; only the number of units is the same")
        } else if let layer = found.contents?.layer, layer != header.layer {
            remarks.append("the head was fitted to layer “\(layer)”, but the atlas contains “\(header.layer)”")
        }
        if labels.isEmpty, !isNumber {
            remarks.append(
                "no label of the atlas is a class of the head, by wnid or name; ablation and localization need labels")
        }
        return remarks
    }
}
