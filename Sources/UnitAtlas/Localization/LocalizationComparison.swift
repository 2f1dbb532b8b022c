import Analyses
import Reporting
import Store
import Units

extension Atlas {
    /// Localizes with the head of `request` and with another, on the images that both have labels for, each by the map of its
    /// own class of the image; nothing is stored.
    ///
    /// - Parameters:
    ///   - name: The other head; `native` is the network's own.
    ///   - progress: Called on the calling thread, for one head after the other.
    public func compareLocalization(
        _ request: LocalizationRequest, with name: String, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> LocalizationComparison {
        let heads = try [request.head, name].map { try head($0) }
        guard heads[0].id != heads[1].id else {
            throw UnitAtlasError.head(.sameHead(name: heads[0].name))
        }
        let requests = heads.map { head in
            var single = request
            (single.head, single.stores) = (head.trainedName, false)
            // The network's own head has seen all images alike.
            if head.isNative { single.part = .all }
            return single
        }
        let tasks = try requests.map { single in Set(paths: try LocalizationTasks(self, single).list.map(\.path)) }
        let common = tasks[0].intersection(tasks[1])
        guard !common.isEmpty else {
            throw UnitAtlasError.localization(.noCommonImages(heads: heads.map(\.name)))
        }
        let outcomes = try requests.map { single in
            var single = single
            single.only = common
            return try Localizer.run(self, single, progress: progress)
        }
        let remarks = outcomes.flatMap(\.remarks)
        let left = tasks[0].union(tasks[1]).count - common.count
        return LocalizationComparison(
            heads: LocalizationComparison.compared(outcomes, names: heads.map(\.name)),
            // What both runs say is said once.
            remarks: remarks.indices.filter { !remarks[..<$0].contains(remarks[$0]) }.map { remarks[$0] }
                + (left > 0
                    ? ["skipped \(NumberFormat.count(left, "image")) with a label for only one of the heads"]
                    : []),
            unreadable: outcomes[0].unreadable, skippedBoxes: outcomes[0].skippedBoxes)
    }
}

/// How well the maps of two heads of an atlas find the same objects.
public struct LocalizationComparison: Sendable, Equatable {
    /// A row for each figure and head, with McNemar's test.
    public let heads: HeadComparison
    /// What a user has to know about the comparison.
    public let remarks: [String]
    /// Images that could not be read, a sentence each.
    public let unreadable: [String]
    /// How many boxes were skipped: malformed ones, and those outside of their image or of another picture.
    public let skippedBoxes: Int

    fileprivate static func compared(_ outcomes: [LocalizationOutcome], names: [String]) -> HeadComparison {
        // What one run could not read the other could not either.
        let images = outcomes.map { $0.images.map(\.localization) }
        var comparison = HeadComparison(first: names[0], second: names[1])
        func add(_ figure: LocalizationFigure, isError: Bool = false, _ isRight: (ImageLocalization) -> Bool) {
            comparison.add(
                figure.rawValue, isError: isError, first: images[0].map(isRight), second: images[1].map(isRight))
        }
        add(.top1Error, isError: true) { $0.rank == 1 }
        add(.top1LocalizationError, isError: true, \.isTop1Right)
        add(.groundTruthKnownAccuracy, \.isGroundTruthKnownRight)
        comparison.add(
            LocalizationFigure.centerBaseline.rawValue,
            baseline: images[0].map { $0.centerIntersectionOverUnion >= ImageLocalization.right })
        let best = images.map(bestThreshold)
        comparison.add(
            LocalizationFigure.maxBoxAccuracy.rawValue,
            first: images[0].map { $0.hits[best[0]].contains(.largest) },
            second: images[1].map { $0.hits[best[1]].contains(.largest) })
        return comparison
    }

    /// The place of the threshold that finds most, the smallest among equals.
    private static func bestThreshold(_ images: [ImageLocalization]) -> Int {
        let counts = (0..<(images.first?.hits.count ?? 0)).map { place in
            images.count { $0.hits[place].contains(.largest) }
        }
        return Largest.index(counts) ?? 0
    }
}
