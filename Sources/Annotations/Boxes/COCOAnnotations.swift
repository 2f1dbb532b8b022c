import Foundation
import ImageCollections
import Units

/// COCO's annotations of objects: one JSON with `images`, `annotations` (`bbox` is x, y, width, height) and `categories`.
/// Crowds (`iscrowd`) are left out.
struct COCOAnnotations {
    private(set) var list: [(image: String, annotation: BoxAnnotations.Annotation)] = []

    private struct File: Decodable {
        struct Image: Decodable {
            let id: Int
            let file_name: String
        }
        struct Object: Decodable {
            let image_id: Int
            let category_id: Int?
            let bbox: [Double]
            let iscrowd: Int?
        }
        struct Category: Decodable {
            let id: Int
            let name: String
        }
        let images: [Image]
        let annotations: [Object]
        let categories: [Category]?
    }

    /// - Throws: ``AnnotationError``: `notCOCO`, `missingImage`, `invalidBoundingBox`.
    init(_ data: Data, path: String) throws(AnnotationError) {
        guard let file = try? JSONDecoder().decode(File.self, from: TextFile.withoutMark(data)) else {
            throw .file(path: path, .notCOCO)
        }
        let names = Dictionary(file.images.map { ($0.id, $0.file_name) }) { first, _ in first }
        let categories = Dictionary((file.categories ?? []).map { ($0.id, $0.name) }) { first, _ in first }
        for (place, object) in file.annotations.enumerated() where object.iscrowd ?? 0 == 0 {
            guard let image = names[object.image_id] else {
                throw .file(path: path, .missingImage(annotation: place, image: object.image_id))
            }
            let box = object.bbox
            guard box.count == 4, box.allSatisfy(\.isFinite), box[2] >= 0, box[3] >= 0 else {
                throw .file(path: path, .invalidBoundingBox(annotation: place))
            }
            list.append(
                (
                    image,
                    .init(
                        box: ObjectBox(x0: box[0], y0: box[1], x1: box[0] + box[2], y1: box[1] + box[3]),
                        className: object.category_id.flatMap { categories[$0] })
                ))
        }
    }
}
