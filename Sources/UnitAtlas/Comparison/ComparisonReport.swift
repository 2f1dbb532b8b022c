import Analyses
public import Reporting
public import Units

/// A comparison as figures, tables and JSON. Keys that end in `_a` are of the first network, those in `_b` of the second.
extension AtlasComparison {
    /// The figures of the whole.
    public var figures: [Figure] { imageFigures + unitFigures + verdictFigures }

    private var imageFigures: [Figure] {
        [
            Figure("images", "common images", count: images.pairs.count),
            Figure("moved_images", "of these, with different paths", count: images.moved),
            Figure("changed_images", "images left out: same path, different content", count: images.changed),
        ]
    }

    private var unitFigures: [Figure] {
        let kept = matching.kept
        return [
            Figure("units_a", "units of A", count: unitsA), Figure("units_b", "units of B", count: unitsB),
            Figure("dead_a", "dead units of A", count: unitsA - matching.bestInB.count),
            Figure("dead_b", "dead units of B", count: unitsB - matching.bestInA.count),
            Figure("kept", "units of A with a match in B, one to one", count: kept.count),
            Figure("merged", "units of A whose match is another unit's too", count: matching.merged.count),
            Figure("lost", "units of A without a match", count: matching.lost.count),
            Figure("split", "units of B whose match is another unit's too", count: matching.split.count),
            Figure("new", "units of B without a match", count: matching.new.count),
            Figure(
                "kept_correlation", "mean correlation of the kept units",
                kept.isEmpty ? nil : Statistics.mean(kept.map { Double($0.correlation) }), unit: .fraction),
            Figure(
                "chance_correlation", "mean of the largest correlations by chance", matching.chance, unit: .fraction),
        ]
    }

    private var verdictFigures: [Figure] {
        func share(_ key: String, _ label: String, _ share: Proportion) -> Figure {
            guard share.total > 0 else { return Figure(key, label, nil, unit: .percent) }
            return Figure(
                key, label, share.value,
                interval: Figure.Interval(low: share.interval.lowerBound, high: share.interval.upperBound),
                unit: .percent)
        }
        let accuracy = verdicts.accuracy
        return [
            Figure("classes", "classes of both networks", count: classes.pairs.count),
            Figure("labelled_images", "labelled images", count: accuracy.images),
            share("accuracy_a", "accuracy of A", accuracy.first),
            share("accuracy_b", "accuracy of B", accuracy.second),
            Figure("only_a", "images that only A gets right", count: accuracy.onlyFirst),
            Figure("only_b", "images that only B gets right", count: accuracy.onlySecond),
            Figure(
                "mcnemar_exact", "p-value of McNemar's exact test", accuracy.images > 0 ? accuracy.exactP : nil,
                unit: .number),
            share("agreement", "images that both networks give the same class", verdicts.agreement),
            Figure("logit_correlation", "correlation of the logits", logits?.correlation, unit: .fraction),
            Figure(
                "logit_difference", "root mean square difference of the logits", logits?.rootMeanSquareDifference,
                unit: .number),
        ]
    }

    /// A row for each figure that is known.
    public var table: ResultTable { figures.filter { $0.value != nil }.table }

    /// A row for each unit: kept units with their matches, the largest correlation first, then the others in the order of
    /// ``Fate``.
    ///
    /// - Parameters:
    ///   - fate: Lists only these units; nil lists all.
    ///   - limit: The most rows.
    public func unitTable(_ fate: Fate? = nil, limit: Int) -> ResultTable {
        let all = Fate.allCases.filter { fate == nil || $0 == fate }.flatMap { rows($0) }
        return ResultTable(
            columns: [
                "fate", "unit_a", "unit_b", "correlation", "chance", "q", "best_b", "best_b_correlation", "best_a",
                "best_a_correlation", "weight_correlation",
            ], rows: Array(all.prefix(limit)))
    }

    private func rows(_ fate: Fate) -> [[ResultTable.Cell]] {
        switch fate {
        case .kept: matching.kept.map { row(fate, a: $0.a, b: $0.b, $0) }
        case .merged: matching.merged.map { row(fate, a: $0, b: nil, nil) }
        case .lost: matching.lost.map { row(fate, a: $0, b: nil, nil) }
        case .split: matching.split.map { row(fate, a: nil, b: $0, nil) }
        case .new: matching.new.map { row(fate, a: nil, b: $0, nil) }
        case .dead:
            (0..<unitsA).map { UnitID($0) }.filter { matching.bestInB[$0] == nil }
                .map { row(fate, a: $0, b: nil, nil) }
                + (0..<unitsB).map { UnitID($0) }.filter { matching.bestInA[$0] == nil }
                .map { row(fate, a: nil, b: $0, nil) }
        }
    }

    private func row(_ fate: Fate, a: UnitID?, b: UnitID?, _ match: UnitMatching.Match?) -> [ResultTable.Cell] {
        let (bestB, bestA) = (a.flatMap { matching.bestInB[$0] }, b.flatMap { matching.bestInA[$0] })
        return [
            .text(fate.rawValue), .count(a?.value), .count(b?.value), .number(match?.correlation),
            .number(match?.chance ?? bestB?.chance ?? bestA?.chance),
            .number(match?.q ?? bestB?.q ?? bestA?.q), .count(bestB?.unit.value),
            .number(bestB?.correlation), .count(bestA?.unit.value), .number(bestA?.correlation),
            .number(match.flatMap { weightCorrelation($0) }),
        ]
    }

    /// The correlation of the two units' weights over the common classes.
    private func weightCorrelation(_ match: UnitMatching.Match) -> Double? {
        guard let heads else { return nil }
        let (a, b) = (heads.a.column(match.a), heads.b.column(match.b))
        return Statistics.correlation(
            classes.pairs.map { Double(a[$0.a.id.value]) }, classes.pairs.map { Double(b[$0.b.id.value]) })
    }

    /// A row for each class of both networks, those that changed most first.
    public func classTable(limit: Int) -> ResultTable {
        let changes = classes.pairs.compactMap { pair in
            change(pair, words: request.words).map { (pair: pair, change: $0) }
        }.sorted {
            $0.change.common != $1.change.common
                ? $0.change.common < $1.change.common : $0.pair.a.id < $1.pair.a.id
        }
        return ResultTable(
            columns: [
                "class_a", "class_b", "class_name", "words", "words_kept", "weight_correlation", "images", "accuracy_a",
                "accuracy_b", "mcnemar_exact",
            ],
            rows: changes.prefix(limit).map { pair, change in
                let images = verdicts.ofClass[pair.a.id]
                return [
                    .integer(Int64(pair.a.id.value)), .integer(Int64(pair.b.id.value)), .text(pair.a.shortName),
                    .integer(Int64(change.words.count { $0.a != nil })), .integer(Int64(change.common)),
                    .number(change.weightCorrelation), .integer(Int64(images?.images ?? 0)),
                    .share(images?.first.value), .share(images?.second.value), .number(images?.exactP),
                ]
            })
    }

    /// The words of a class: the first network's strongest units with their matches, then the second network's strongest
    /// units without one.
    ///
    /// - Throws: `UnitAtlasError.comparison`: `.noCommonClass`, `.classOnlyInFirst`.
    public func wordTable(of record: ClassRecord, limit: Int) throws -> ResultTable {
        let change = try change(of: record, words: limit)
        return ResultTable(
            columns: ["fate", "unit_a", "weight_a", "rank_a", "unit_b", "weight_b", "rank_b", "correlation"],
            rows: change.words.map { word in
                return [
                    .text(fate(of: word).rawValue), .count(word.a?.unit.value), .number(word.a?.weight),
                    .count(word.a?.rank),
                    .count(word.b?.unit.value), .number(word.b?.weight), .count(word.b?.rank),
                    .number(word.correlation),
                ]
            })
    }

    private func fate(of word: WordChange.Word) -> Fate {
        switch (word.a?.unit, word.b?.unit) {
        case (_?, _?): .kept
        case (let unit?, nil):
            matching.bestInB[unit].map { $0.isMatch ? .merged : .lost } ?? .dead
        case (nil, let unit?): matching.bestInA[unit].map { $0.isMatch ? .split : .new } ?? .dead
        case (nil, nil): .dead
        }
    }

    func change(of record: ClassRecord, words: Int) throws -> WordChange {
        guard let pair = classes.pairs.first(where: { $0.a.id == record.id }) else {
            throw UnitAtlasError.comparison(
                classes.pairs.isEmpty
                    ? .noCommonClass(a: pathA, b: pathB)
                    : .classOnlyInFirst(className: record.shortName, b: pathB))
        }
        guard let change = change(pair, words: words) else {
            throw UnitAtlasError.comparison(.noCommonClass(a: pathA, b: pathB))
        }
        return change
    }

    /// One JSON object: the figures, then `limit` rows of ``unitTable(_:limit:)`` and ``classTable(limit:)`` each.
    ///
    /// - Parameter record: A class whose words are added.
    public func json(_ fate: Fate? = nil, class record: ClassRecord? = nil, limit: Int) throws -> String {
        var members = figures.members
        members.append(("classes_matched_by", JSONValue(classes.key?.rawValue)))
        members.append(("units", unitTable(fate, limit: limit).json))
        members.append(("class_changes", classTable(limit: limit).json))
        if let record { members.append(("words", try wordTable(of: record, limit: limit).json)) }
        return JSONValue.object(members).lines
    }

    /// What a reader of the figures needs to know, a line each.
    public var remarks: [String] {
        var remarks = [
            "kept: correlation of at least \(NumberFormat.short(request.leastCorrelation)), and above chance at a false"
                + " discovery rate of \(NumberFormat.short(FalseDiscovery.rate)) over \(request.shuffles) shuffles"
        ]
        if let key = classes.key {
            remarks.append("\(NumberFormat.count(classes.pairs.count, "class")) matched by \(key.rawValue)")
        } else {
            remarks.append("the networks have no class in common, so only units are compared")
        }
        if verdicts.conflicts > 0 {
            remarks.append(
                "\(NumberFormat.count(verdicts.conflicts, "image")) left out of accuracies: the two atlases label them"
                    + " differently")
        }
        return remarks
    }
}
