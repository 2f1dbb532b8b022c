internal import Analyses
internal import Annotations
internal import Store
internal import Units

extension FunctionSource {
    /// The functions without an atlas behind them, for lists.
    static let described = FunctionSource(path: "", head: .native) { () throws(StoreError) in
        throw .missing(path: "")
    }.functions

    /// Every function, in the order of lists.
    var functions: [SQLFunction] { headFunctions + MapFunctions.all(self) + MaskFunctions.all + ChanceFunctions.all }

    private var headFunctions: [SQLFunction] {
        [
            SQLFunction(
                real: "pooled(image, unit)",
                "A unit's pooled activation in an image, given by id or path: the mean of the map, or its maximum if the "
                    + "head pools maxima. NULL for a skipped image."
            ) { arguments in
                guard let pooled = try self.image(arguments, 0) else { return nil }
                return Double(pooled[try self.unit(arguments, 1)])
            },
            SQLFunction(
                real: "contribution(image, class, unit)",
                "What a unit adds to the logit of a class, given by id, wnid or name: weight × pooled. If a ReLU follows "
                    + "the class map (SqueezeNet), it is the unit's part of the map's mean over all cells, padding included, "
                    + "before bias and ReLU, and contributions do not add up to the logit."
            ) { arguments in
                let id = try self.class(arguments, 1)
                let unit = try self.unit(arguments, 2)
                guard let pooled = try self.image(arguments, 0) else { return nil }
                return LogitSum.contribution(
                    weight: try self.weights(of: id).weights[unit], pooled: Double(pooled[unit]),
                    share: try self.headFacts().share)
            },
            SQLFunction(
                real: "logit(image, class)",
                "The logit of a class in an image: bias plus all contributions. An error if a ReLU follows the class map."
            ) { arguments in
                let id = try self.class(arguments, 1)
                let facts = try self.headFacts()
                guard facts.form.isLinear else {
                    throw SQLFunctionFailure(
                        "head “\(facts.name)” applies a ReLU to its class maps, so its logits do not follow from pooled "
                            + "activations; the table prediction has those of the most probable classes")
                }
                guard let pooled = try self.image(arguments, 0) else { return nil }
                let (weights, bias) = try self.weights(of: id)
                return LogitSum.logit(weights: weights, bias: bias, pooled: pooled, share: facts.share)
            },
            SQLFunction(
                real: "cosine(class_a, class_b)",
                "The cosine of the angle between the weights of two classes, -1 to 1. NULL if all weights of one are 0."
            ) { arguments in
                LogitSum.cosine(
                    try self.weights(of: try self.class(arguments, 0)).weights,
                    try self.weights(of: try self.class(arguments, 1)).weights)
            },
            SQLFunction(
                real: "distance(image_a, image_b)",
                "The Euclidean distance between the pooled activations of two images over all units."
            ) { arguments in
                guard let a = try self.image(arguments, 0), let b = try self.image(arguments, 1) else { return nil }
                return ActivationDistance(from: a).squared(to: b).squareRoot()
            },
            SQLFunction(
                real: "correlation(unit_a, unit_b)",
                "Pearson's correlation of the pooled activations of two units over all indexed images. NULL if one is "
                    + "constant. If all activations together take more than 1 GB, every call reads the file again."
            ) { arguments in
                let (a, b) = (try self.unit(arguments, 0), try self.unit(arguments, 1))
                return try self.correlation(a, b)
            },
        ]
    }

    /// Pooled activations of the image at `place`; nil if it was skipped.
    private func image(_ arguments: FunctionArguments, _ place: Int) throws -> [Float]? {
        switch try pooled(try arguments.image(place)) {
        case .missing: throw SQLFunctionFailure("the atlas has no image \(arguments.shown(place))")
        case .skipped: nil
        case .values(let values): values
        }
    }

    private func unit(_ arguments: FunctionArguments, _ place: Int) throws -> Int {
        let unit = try arguments.integer(place)
        let count = try size().units
        guard unit >= 0, unit < count else {
            throw SQLFunctionFailure("there is no unit \(unit): the units are 0 to \(count - 1)")
        }
        return unit
    }

    /// The class with an id, wnid, name or synonym.
    private func `class`(_ arguments: FunctionArguments, _ place: Int) throws -> ClassID {
        let resolver = try headFacts().resolver
        guard !resolver.classes.isEmpty else { throw SQLFunctionFailure("the atlas has no head, and so no classes") }
        do throws(AnnotationError) {
            guard case .text(let text) = arguments.values[place] else {
                return try resolver.resolve(arguments.shown(place), as: .classIndex).id
            }
            return try resolver.resolve(text, as: .any).id
        } catch .unknownIndex(let id, let count) {
            throw SQLFunctionFailure("there is no class \(id): the classes are 0 to \(count - 1)")
        } catch .ambiguousClass(_, let candidates) {
            throw SQLFunctionFailure("\(candidates.count) classes are named \(arguments.shown(place)); use the id")
        } catch .notAnIndex {
            _ = try arguments.integer(place)
            throw SQLFunctionFailure("there is no class \(arguments.shown(place))")
        } catch {
            throw SQLFunctionFailure("there is no class \(arguments.shown(place))")
        }
    }
}
