import Foundation
import Store
import Tensors
import Units

/// What the JSON of a head holds: all of it.
struct HeadContents: Codable {
    struct Class: Codable {
        var name: String
        var wnid: String?
    }
    /// An image that the head was fitted to, or tested on.
    struct Label: Codable {
        var image: String
        /// The class's place; of a head that gives a number nil, and `value` holds it.
        var classIndex: Int?
        var value: Double?
        var split: String
    }
    var name: String?
    var layer: String?
    var modelSHA256: String?
    var pooling: Pooling?
    var loss: String?
    var classes: [Class]
    /// [K][U]
    var weights: [[Float]]
    /// [K]
    var bias: [Float]
    var labels: [Label]?

    init(_ head: AtlasHead, _ header: AtlasHeader) throws {
        let whole = try head.head
        (name, layer, modelSHA256) = (head.name, header.layer, header.modelSHA256)
        (pooling, loss) = (head.pooling, head.loss)
        classes = head.classes.map { Class(name: $0.name, wnid: $0.wnid) }
        weights = head.classes.map { whole.row($0.id) }
        bias = whole.bias
        let known = head.ownLabels.map { label in
            Label(
                image: label.path, classIndex: label.value == nil ? label.classID.value : nil, value: label.value,
                split: label.split.rawValue)
        }
        labels = known.isEmpty ? nil : known
    }

    /// nil for what is no such JSON.
    init?(_ data: Data) {
        guard let read = try? JSONDecoder().decode(Self.self, from: data), let width = read.weights.first?.count,
            read.weights.allSatisfy({ $0.count == width }), read.bias.count == read.weights.count
        else { return nil }
        self = read
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// The weights [K, U].
    var matrix: Tensor {
        Tensor(shape: [weights.count, weights.first?.count ?? 0], values: weights.flatMap { $0 })
    }

    var records: [ClassRecord] {
        classes.enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: $0.element.wnid) }
    }

    /// What is wrong with its classes and labels; nil if nothing is.
    var problem: UnitAtlasError.HeadContentsProblem? {
        if let place = classes.firstIndex(where: { $0.name.trimmed.isEmpty }) {
            return .classWithoutName(place)
        }
        var seen: Set<ImagePath> = []
        for label in labels ?? [] {
            if !seen.insert(ImagePath(label.image)).inserted { return .repeatedLabel(image: label.image) }
            if place(of: label) == nil { return .unknownClass(image: label.image) }
            if HeadLabel.Split(rawValue: label.split) == nil {
                return .invalidSplit(label.split, image: label.image)
            }
        }
        return nil
    }

    private func place(of label: Label) -> Int? {
        let place = label.classIndex ?? (label.value == nil ? -1 : 0)
        return classes.indices.contains(place) ? place : nil
    }

    /// Those of images that `paths` holds.
    func labels(among paths: Set<ImagePath>) -> [HeadLabel] {
        (labels ?? []).compactMap { label in
            guard let split = HeadLabel.Split(rawValue: label.split), paths.contains(path: label.image),
                let place = place(of: label)
            else { return nil }
            return HeadLabel(path: label.image, classID: ClassID(place), split: split, value: label.value)
        }
    }
}
