import Analyses
import Store
import Units

extension Atlas {
    /// Compares a head on averages with one on maxima, fitted to the same images from the same pass (Zhou et al. 2016, §2:
    /// global average against global maximum pooling), with the recipe of `request` but for its pooling.
    ///
    /// - Parameters:
    ///   - storing: Whether to store both, as `NAME-average` and `NAME-maximum`.
    ///   - localization: The settings for also comparing how well the two heads' class activation maps localize objects
    ///     in the held-out images; this requires stored heads and runs the network.
    /// - Returns: A row for each figure and pooling, with McNemar's test on the images where the two heads disagree.
    public func comparePoolings(
        _ request: HeadRequest, storing: Bool, localization: LocalizationRequest? = nil
    ) throws -> HeadComparison {
        let requests = Pooling.allCases.map { pooling in
            var single = request
            single.recipe.pooling = pooling
            single.name = "\(request.name)-\(pooling.rawValue)"
            return single
        }
        if storing {
            for single in requests { try HeadTrainer.check(name: single.name, replaces: single.replaces, self) }
        }
        var fits: [(training: HeadTraining, examples: HeadTrainer.Examples)] = []
        for single in requests {
            let examples = try HeadTrainer.examples(self, single, pooling: single.recipe.pooling)
            guard case .classes = examples.labels.targets else {
                throw UnitAtlasError.head(.classesNeeded(labels: request.labels.text))
            }
            fits.append((try HeadTrainer.fit(examples, single), examples))
        }
        if storing {
            try edit { editor in
                for (single, fit) in zip(requests, fits) {
                    _ = try HeadTrainer.store(fit.training, fit.examples, single, with: editor)
                }
            }
        }
        let split = fits[0].training.split
        var comparison = HeadComparison(first: Pooling.average.rawValue, second: Pooling.maximum.rawValue)
        for (figure, images) in [("test_accuracy", split.test), ("training_accuracy", split.training)] {
            let right = fits.map { fit -> [Bool] in
                guard case .classes(let classes, _) = fit.examples.labels.targets else { return [] }
                return images.map { fit.training.predicted[$0] == classes[$0] }
            }
            comparison.add(figure, first: right[0], second: right[1])
        }
        if let localization {
            let right = try requests.map { try localized($0, localization) }
            comparison.add(LocalizationFigure.groundTruthKnownAccuracy.rawValue, first: right[0], second: right[1])
        }
        return comparison
    }

    /// Returns whether the box from the map of an image's own class is correct, given the class.
    private func localized(
        _ single: HeadRequest, _ localization: LocalizationRequest
    ) throws -> [Bool] {
        var request = localization
        (request.head, request.part, request.stores) = (single.name, .test, false)
        request.threads = single.threads
        return try localize(request).images.map(\.localization.isGroundTruthKnownRight)
    }
}
