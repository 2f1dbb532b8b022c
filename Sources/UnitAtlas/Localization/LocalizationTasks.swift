import Analyses
import Foundation
import Images
import Store
import Units

/// The images to localize in: those of an atlas with a label and a box of that class, in the order of their paths' bytes.
struct LocalizationTasks: Sendable {
    struct Task: Sendable {
        let path: String
        let label: ClassID
        let truth: [ObjectBox]
    }

    private(set) var list: [Task] = []
    private(set) var unlabelled = 0
    private(set) var withoutBox = 0

    /// - Throws: Where no image has both, and where an image has changed since it was indexed.
    init(_ request: LocalizationRequest) throws {
        let atlas = request.atlas
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        let subject = try StoredSubject(reader.header, path: atlas)
        let root = try ImageCollection(request.images ?? subject.configuration.images).root
        let annotations = try BoxAnnotations(path: request.boxes)
        let head = try AtlasHead(reader, named: request.head)
        let classes = head.classes
        let given = try request.labels.map {
            try ImageLabels(.file($0), classes: classes, owner: head.isNative ? "the network" : "the head")
        }
        let resolver = ClassResolver(classes)
        let native = ClassResolver(try reader.classes())
        for record in try reader.images() where record.status == .indexed {
            if !head.isIn(request.part, record.path) || request.only?.contains(record.path) == false { continue }
            guard let label = given.map({ $0.label(of: record.path) }) ?? head.label(of: record) else {
                unlabelled += 1
                continue
            }
            let truth = annotations.annotations(of: record.path).filter { annotation in
                annotation.className.map { name in
                    // A head of coarser classes knows the image's object by the network's own class.
                    (try? resolver.resolve(exactly: name))?.id == label
                        || record.label != nil && (try? native.resolve(exactly: name))?.id == record.label
                } ?? true
            }
            guard !truth.isEmpty else {
                withoutBox += 1
                continue
            }
            try Self.check(record, root: root, atlas: atlas)
            list.append(Task(path: record.path, label: label, truth: truth.map(\.box)))
        }
        guard !list.isEmpty else {
            throw UnitAtlasError.request(
                "No image of \(atlas)\(request.part == .all ? "" : " that belongs to \(request.part.rawValue)") has both a label"
                    + " and a box: \(unlabelled) have no label, \(withoutBox) no box of"
                    + " their class in \(request.boxes), whose images are paths in the image folder, or file names.")
        }
        list.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func check(_ record: ImageRecord, root: String, atlas: String) throws {
        guard let entry = ImageFolder.entry(root + "/" + record.path) else { return }
        guard entry.bytes == record.bytes, entry.modified == record.modified else {
            throw UnitAtlasError.file(
                path: root + "/" + record.path,
                reason: "it has changed since it was indexed; run 'unit-atlas index \(atlas) --update' first")
        }
    }

    /// Those at even or odd places.
    func half(_ half: LocalizationRequest.Half) -> [Task] {
        list.enumerated().filter { $0.offset.isMultiple(of: 2) == (half == .even) }.map(\.element)
    }
}
