internal import Foundation
internal import GRDB
internal import Units

extension FunctionSource {
    /// The functions without an atlas behind them, for lists.
    static let described = FunctionSource(path: "", head: .native).functions

    /// Every function, in the order of lists.
    var functions: [SQLFunction] { headFunctions + MapFunctions.all(self) + MaskFunctions.all }

    private var headFunctions: [SQLFunction] {
        [
            SQLFunction(
                "pooled(image, unit)",
                "The unit's pooled activation in an image (its id or path): mean of the map, or maximum where the head "
                    + "pools so. NULL for a skipped image."
            ) { try self.image($0, 0)?[try self.unit($0, 1)].asDouble },
            SQLFunction(
                "contribution(image, class, unit)",
                "What the unit adds to the logit of a class (its id, wnid or name): weight × pooled. Where a ReLU follows "
                    + "the class map (SqueezeNet) it is the unit's part of the map's mean, padding included, before bias "
                    + "and ReLU, and the parts do not add up to the logit."
            ) { arguments in
                let id = try self.class(arguments, 1)
                let unit = try self.unit(arguments, 2)
                guard let pooled = try self.image(arguments, 0) else { return nil }
                return try self.weights(of: id).weights[unit] * Double(pooled[unit]) * self.headFacts().inside
            },
            SQLFunction(
                "logit(image, class)",
                "The class's logit in an image: bias and all contributions. An error where a ReLU follows the class map."
            ) { arguments in
                let id = try self.class(arguments, 1)
                let facts = try self.headFacts()
                guard facts.form.isLinear else {
                    throw arguments.failure(
                        "in the head “\(facts.name)” a ReLU follows the class map, so that logits do not follow from pooled "
                            + "activations; the table prediction has those of the likeliest classes")
                }
                guard let pooled = try self.image(arguments, 0) else { return nil }
                let (weights, bias) = try self.weights(of: id)
                return zip(weights, pooled).reduce(0) { $0 + $1.0 * Double($1.1) } * facts.inside + bias
            },
            SQLFunction(
                "cosine(class_a, class_b)",
                "How alike two classes' weights are: the cosine of the angle between them, -1 to 1. NULL where all are 0."
            ) { arguments in
                let a = try self.weights(of: try self.class(arguments, 0)).weights
                let b = try self.weights(of: try self.class(arguments, 1)).weights
                return Self.cosine(a, b)
            },
            SQLFunction(
                "distance(image_a, image_b)",
                "The Euclidean distance of two images' pooled activations over all units, as `similar` has it."
            ) { arguments in
                guard let a = try self.image(arguments, 0), let b = try self.image(arguments, 1) else { return nil }
                return zip(a, b).reduce(0) {
                    let difference = Double($1.0) - Double($1.1)
                    return $0 + difference * difference
                }.squareRoot()
            },
            SQLFunction(
                "correlation(unit_a, unit_b)",
                "Pearson's correlation of two units' pooled activations over all indexed images. NULL where one never "
                    + "changes. Where all activations take more than 1 GB, every call reads the file again."
            ) { arguments in
                let (a, b) = (try self.unit(arguments, 0), try self.unit(arguments, 1))
                return try self.correlation(a, b)
            },
        ]
    }

    private static func cosine(_ a: [Double], _ b: [Double]) -> Double? {
        var (product, x, y) = (0.0, 0.0, 0.0)
        for (left, right) in zip(a, b) {
            product += left * right
            x += left * left
            y += right * right
        }
        let lengths = (x * y).squareRoot()
        return lengths > 0 ? min(1, max(-1, product / lengths)) : nil
    }

    /// Pooled activations of the image that an argument stands for.
    private func image(_ arguments: FunctionArguments, _ place: Int) throws -> [Float]? {
        switch arguments.values[place].storage {
        case .string, .int64: break
        default:
            throw arguments.failure(
                "\(arguments.names[place]) is to be an image's id or path, not \(arguments.shown(place))")
        }
        return try pooled(arguments.values[place]) {
            arguments.failure("the atlas holds no image \(arguments.shown(place))")
        }
    }

    private func unit(_ arguments: FunctionArguments, _ place: Int) throws -> Int {
        let unit = try arguments.integer(place)
        let count = try size().units
        guard unit >= 0, unit < count else {
            throw arguments.failure("there is no unit \(unit): the layer's units are 0 to \(count - 1)")
        }
        return unit
    }

    /// By id, or without regard to case by wnid or whole name.
    private func `class`(_ arguments: FunctionArguments, _ place: Int) throws -> ClassID {
        let classes = try headFacts().classes
        guard !classes.isEmpty else { throw arguments.failure("the atlas has no head, and so no classes") }
        guard case .string(let text) = arguments.values[place].storage else {
            let id = try arguments.integer(place)
            guard classes.indices.contains(id) else {
                throw arguments.failure("there is no class \(id): the classes are 0 to \(classes.count - 1)")
            }
            return ClassID(id)
        }
        let wanted = text.lowercased()
        let found = classes.filter { $0.wnid?.lowercased() == wanted || $0.name.lowercased() == wanted }
        guard found.count == 1, let only = found.first else {
            throw arguments.failure(
                found.isEmpty
                    ? "there is no class \(arguments.shown(place))"
                    : "\(arguments.shown(place)) is the name of \(found.count) classes; give the id")
        }
        return only.id
    }
}

extension Float {
    var asDouble: Double { Double(self) }
}
