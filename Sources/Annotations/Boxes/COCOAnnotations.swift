import Foundation
import ImageCollections
import Units

extension BoxReader {
    /// Reads object annotations in the COCO format, which LVIS uses too: a JSON object with `images`, `annotations`
    /// (`bbox` is x, y, width and height, measured from the outer corner of the first pixel) and `categories`.
    ///
    /// Boxes are in pixels of the size declared for the image. An annotation without `bbox` has the box of its
    /// `segmentation`. Crowds (`iscrowd`) are left out. Without `categories`, objects belong to the class of the
    /// image's label.
    ///
    /// - Throws: ``AnnotationError``: `notCOCO`, `resultsList`, `noCategories`.
    mutating func readCOCO() throws(AnnotationError) {
        let file = try COCOFile(data: data(path), path: path)
        var images: [COCOFile.Key: COCOFile.Image] = [:]
        var repeated: Set<COCOFile.Key> = []
        for image in file.images {
            if let other = images.updateValue(image, forKey: image.id), other.name != image.name {
                repeated.insert(image.id)
            }
        }
        var categories: [COCOFile.Key: String] = [:]
        var repeatedCategories: Set<COCOFile.Key> = []
        for category in file.categories ?? [] {
            if let other = categories.updateValue(category.name, forKey: category.id), other != category.name {
                repeatedCategories.insert(category.id)
            }
        }
        let kinds = Set(file.annotations.compactMap(\.category)).count
        guard !categories.isEmpty || kinds <= 1 else { throw .file(path: path, .noCategories(count: kinds)) }
        for (place, object) in file.annotations.enumerated() where !object.isCrowd {
            func fail(_ reason: SkippedBoxes.Reason, _ problem: AnnotationError.FileProblem) {
                skip(reason, .file(path: path, problem))
            }
            let id = object.id?.text
            guard let key = object.image, let image = images[key], let name = image.name else {
                fail(.unknownImage, .missingImage(annotation: place, id: id, image: object.image?.text ?? ""))
                continue
            }
            guard !repeated.contains(key) else {
                fail(.unknownImage, .repeatedImage(id: key.text))
                continue
            }
            var category: String?
            if !categories.isEmpty, let key = object.category {
                guard let known = categories[key] else {
                    fail(.unknownCategory, .missingCategory(annotation: place, id: id, category: key.text))
                    continue
                }
                guard !repeatedCategories.contains(key) else {
                    fail(.unknownCategory, .repeatedCategory(id: key.text))
                    continue
                }
                category = known
            }
            guard object.shape != .none else {
                fail(.noBox, .missingBoundingBox(annotation: place, id: id))
                continue
            }
            guard let box = object.shape.box else {
                fail(.invalidBox, .invalidBoundingBox(annotation: place, id: id))
                continue
            }
            add(
                box, frame: BoxFrame(width: image.width, height: image.height),
                category.map { .named($0) } ?? .imageLabel(name: nil), image: name)
        }
    }
}

/// The parts of the COCO format that say where objects are. A field of the wrong type counts as missing.
struct COCOFile: Decodable {
    /// An identifier: a number, or text in the files of some programs.
    struct Key: Decodable, Hashable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    struct Image: Decodable {
        let id: Key
        let name: String?
        let width: Int?
        let height: Int?

        private enum CodingKeys: String, CodingKey {
            case id, file_name, coco_url, width, height
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = try fields.decode(Key.self, forKey: .id)
            // LVIS names images by the URLs from which they were downloaded.
            name =
                fields.optional(String.self, .file_name)
                ?? fields.optional(String.self, .coco_url).map {
                    ImagePath($0).fileName.text
                }
            (width, height) = (fields.optional(Int.self, .width), fields.optional(Int.self, .height))
        }
    }

    struct Object: Decodable {
        let id: Key?
        let image: Key?
        let category: Key?
        let shape: COCOShape
        let isCrowd: Bool

        private enum CodingKeys: String, CodingKey {
            case id, image_id, category_id, bbox, segmentation, iscrowd
        }

        init(from decoder: any Decoder) throws {
            guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else {
                (id, image, category, shape, isCrowd) = (nil, nil, nil, .none, false)
                return
            }
            id = fields.optional(Key.self, .id)
            image = fields.optional(Key.self, .image_id)
            category = fields.optional(Key.self, .category_id)
            isCrowd =
                fields.optional(Int.self, .iscrowd).map { $0 != 0 } ?? fields.optional(Bool.self, .iscrowd) ?? false
            if (try? fields.decodeNil(forKey: .bbox)) == false {
                let box = fields.optional([Double].self, .bbox)
                shape = box == [] ? Self.segmentation(fields) : .box(box ?? [])
            } else {
                shape = Self.segmentation(fields)
            }
        }

        private static func segmentation(_ fields: KeyedDecodingContainer<CodingKeys>) -> COCOShape {
            fields.optional(COCOShape.self, .segmentation) ?? .none
        }
    }

    struct Category: Decodable {
        let id: Key
        let name: String
    }

    let images: [Image]
    let annotations: [Object]
    let categories: [Category]?

    /// - Throws: ``AnnotationError``: `notJSON`; `notCOCO`; `foreignFormat` for other annotations in JSON; `resultsList` for
    ///   a list of detected boxes.
    init(data: Data, path: String) throws(AnnotationError) {
        var data = TextFile.withoutMark(data)
        do {
            if let file = try? JSONDecoder().decode(COCOFile.self, from: data) {
                self = file
                return
            }
            // Python writes numbers that JSON does not have.
            data = PythonNumbers.withoutNaN(data)
            self = try JSONDecoder().decode(COCOFile.self, from: data)
        } catch {
            struct Detection: Decodable {
                let image_id: Key
                let score: Double
            }
            if let list = try? JSONDecoder().decode([Detection].self, from: data), !list.isEmpty {
                throw .file(path: path, .resultsList(count: list.count))
            }
            guard let value = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) else {
                throw .file(path: path, .notJSON)
            }
            throw .file(path: path, ForeignAnnotations.name(json: value).map { .foreignFormat(name: $0) } ?? .notCOCO)
        }
    }
}

extension KeyedDecodingContainer {
    /// The value of a field; nil if it is missing, null or of a different type.
    fileprivate func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        guard contains(key) else { return nil }
        return try? decodeIfPresent(type, forKey: key)
    }
}
