import Analyses
import Annotations
import Foundation
import ImageCollections
import Images
import Store
import Units

/// The images to localize in: those of an atlas with a label and a box of that class, in the order of their paths' bytes.
///
/// Boxes are cut to their image, whatever they are compared with; what is left of them is compared whole, whether or not
/// the network sees all of the image.
struct LocalizationTasks: Sendable {
    struct Task: Sendable {
        let path: String
        let label: ClassID
        let truth: [ObjectBox]
    }

    private(set) var list: [Task] = []
    /// The paths of all images of the atlas.
    let images: [String]
    private(set) var unlabelled = 0
    private(set) var withoutBox = 0
    /// What people said, and in which files.
    let truth: LocalizationRun.Truth
    /// What of the boxes could not be used as it is; a sentence each.
    private(set) var remarks: [String] = []
    /// How many boxes are malformed, outside of their image, or of another picture.
    private(set) var skippedBoxes = 0

    /// - Throws: Where no image has both, and where an image has changed since it was indexed.
    init(_ atlas: Atlas, _ request: LocalizationRequest) throws {
        let root = try atlas.imageFolder(request.images)
        let annotations = try BoxAnnotations(path: request.boxes)
        truth = try Self.truth(request, annotations)
        let head = try atlas.head(request.head)
        guard request.part == .all || !head.isNative else {
            throw UnitAtlasError.localization(.unknownTrainingImages)
        }
        let records = try atlas.images
        images = records.map(\.path)
        let given = try request.labels.map { [images] in
            try ImageLabels(
                .file($0), classes: head.classes, owner: head.isNative ? .network : .head, images: images)
        }
        var boxes = ImageBoxes(
            annotations, images: images, classes: head.classes,
            native: head.isNative ? [] : try atlas.classes(), placement: BoxPlacement(folder: root))
        for record in records where record.status == .indexed {
            if !head.isIn(request.part, record.path) || request.only?.contains(path: record.path) == false { continue }
            guard let label = given.map({ $0.label(of: record.path) }) ?? head.label(of: record) else {
                unlabelled += 1
                continue
            }
            let truth = boxes.boxes(of: record, label: label)
            guard !truth.isEmpty else {
                withoutBox += 1
                continue
            }
            try Self.check(record, root: root, atlas: atlas.path)
            list.append(Task(path: record.path, label: label, truth: truth))
        }
        remarks = (given?.remarks ?? []) + boxes.remarks
        skippedBoxes = boxes.skippedCount
        guard !list.isEmpty else {
            throw UnitAtlasError.localization(
                .noImages(
                    atlas: atlas.path, part: request.part == .all ? nil : request.part.rawValue, unlabelled: unlabelled,
                    withoutBox: withoutBox, boxes: request.boxes, remarks: remarks))
        }
        list.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func truth(
        _ request: LocalizationRequest, _ annotations: BoxAnnotations
    ) throws -> LocalizationRun.Truth {
        func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        return LocalizationRun.Truth(
            boxes: .init(path: absolute(request.boxes), sha256: annotations.sha256),
            labels: try request.labels.map {
                .init(path: absolute($0), sha256: try SHA256.hexadecimal(ofFile: $0))
            }, masks: request.masks.map(absolute), ignored: request.ignored.map(absolute))
    }

    private static func check(_ record: ImageRecord, root: String, atlas: String) throws {
        guard !record.isChanged(in: root) else {
            throw UnitAtlasError.image(path: root + "/" + record.path, .changed(atlas: atlas))
        }
    }

    static func noReadableImage(_ count: Int) -> UnitAtlasError {
        .localization(.unreadable(count: count))
    }

    /// Those at even or odd places.
    func half(_ half: LocalizationRequest.Half) -> [Task] {
        list.enumerated().filter { $0.offset.isMultiple(of: 2) == (half == .even) }.map(\.element)
    }
}
