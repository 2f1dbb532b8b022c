import Analyses
import Reporting
import Sheets
import Store
import Units

/// The images of a class, by what a unit adds to its logit.
struct UnitContributionPlan: Sendable {
    let record: ClassRecord
    /// The unit's weight for the class.
    let weight: Float
    /// The mean contribution over the images of the class.
    let mean: Double
    /// The images of the class.
    let images: ClassImageCount
}

/// The images along the range of a unit's pooled activations, the largest activations first.
struct UnitRangePlan: Sendable {
    let bins: [ActivationBin]
    /// A row of images for each bin.
    let rows: [RowPlan]
    /// The number of images in all bins.
    let images: Int
    let pooling: Pooling
}

extension SheetPlanner {
    /// An image of a class with what a unit adds to the class's logit.
    private struct Contribution {
        let path: String
        let value: Double
    }

    /// Plans the sheet of a unit with the images of a class, by the unit's contribution to the class's logit ↓, then path ↑.
    ///
    /// - Throws: `UnitAtlasError.atlas(.unrankedClass)` for a class without images.
    func plan(of unit: UnitID, contributingTo record: ClassRecord, threads: Int) throws -> UnitSheetPlan {
        let head = try head ?? atlas.head()
        let members = try head.members(of: record.id)
        let weight = try head.weights(of: record.id)[unit.value]
        let share = head.form.share(ofCells: atlas.header.mapHeight * atlas.header.mapWidth)
        let contributions = try members.images.compactMap { image -> Contribution? in
            try head.pooled(image.path).map {
                Contribution(
                    path: image.path,
                    value: LogitSum.contribution(
                        weight: weight, pooled: Double(head.features($0)[unit.value]), share: share))
            }
        }
        guard !contributions.isEmpty else {
            throw UnitAtlasError.atlas(
                path: atlas.path, .unrankedClass(name: record.name, measure: .contribution))
        }
        let count = options.columns ?? SheetOptions.unitColumns
        let sorted = contributions.sorted {
            $0.value != $1.value
                ? $0.value > $1.value : $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
        let candidates = try activations(
            of: unit, sorted.prefix(options.isDistinct ? 4 * count : count).map(\.path))
        let choice = try choose([candidates], TileChoice(count: count, kept: nil), threads: threads)
        let values = Dictionary(sorted.map { (ImagePath($0.path), $0.value) }) { first, _ in first }
        var plan = try unitPlan(
            unit,
            row: try row(unit, choice.rows[0], own: record.id) { image in
                .value(NumberFormat.signed(values[path: image.path] ?? 0))
            }, missing: choice.missing)
        plan.contribution = UnitContributionPlan(
            record: record, weight: weight,
            mean: contributions.reduce(0) { $0 + $1.value } / Double(contributions.count),
            images: ClassImageCount(count: contributions.count, basis: members.basis))
        return plan
    }

    /// Plans the sheet of a unit's whole range: images from `count` bins between quantiles of the pooled activations.
    func plan(of unit: UnitID, bins count: Int) throws -> UnitRangePlan {
        let pooling = head?.pooling ?? .average
        var (paths, values): ([String], [Float]) = ([], [])
        try atlas.reader.scanPooled(pooling) { row in
            paths.append(try row.path())
            values.append(row.values[unit.value])
        }
        let bins = ActivationBin.bins(values, count: count)
        let columns = options.columns ?? SheetOptions.classColumns
        let chosen = bins.map { $0.spread(columns).map { paths[$0] } }
        var shown = try activations(of: unit, Array(chosen.joined()))[...]
        let rows = try chosen.map { paths in
            defer { shown = shown.dropFirst(paths.count) }
            return try row(unit, Array(shown.prefix(paths.count)), own: nil)
        }
        return UnitRangePlan(bins: bins, rows: rows, images: paths.count, pooling: pooling)
    }

    /// Returns the unit's activations on images that the atlas need not keep maps of, in the order of `paths`.
    private func activations(of unit: UnitID, _ paths: [String]) throws -> [TopActivation] {
        guard let source else { preconditionFailure("the network is needed for the maps of other images") }
        return try ImageActivations([unit: paths], source: source)[unit]
    }
}
