import Analyses
import Images
import Sheets
import Store
import Units
import Workers

/// Chooses what the sheets of an atlas show: units, images and classes.
struct SheetPlanner: Sendable {
    let atlas: Atlas
    /// nil if the atlas has no head.
    let head: AtlasHead?
    let units: [UnitRecord]
    let options: SheetOptions
    /// The images that the atlas keeps for each unit.
    let kept: Int
    let pictures: TilePictures
    /// The network, where it is run again on the images of a class.
    let source: MapSource?

    private var classes: [ClassRecord] { head?.classes ?? [] }

    /// Plans the sheet of a class.
    func plan(of record: ClassRecord, threads: Int) throws -> ClassSheetPlan {
        guard !units.isEmpty else { throw UnitAtlasError.units(.none) }
        let head = try head ?? atlas.head()
        let other: ClassRecord? = if case .versus(let other) = options.order { other } else { nil }
        let evidence = try atlas.evidence(of: record, than: other, head: head, for: options.measure)
        let all = UnitRanking.units(evidence.units, by: options.measure)
        let isAgainst = options.order == .against
        let ranked = Array((isAgainst ? all.reversed() : all).prefix(options.rows))
        func weights(of id: ClassID) throws -> [Float] {
            let weights = try head.weights(of: id)
            return ranked.map { weights[$0.unit.value] }
        }
        let columns = options.columns ?? SheetOptions.classColumns
        let candidates: [[TopActivation]]
        if options.isFromClass, let source {
            let own = try ClassImages(
                try images(of: record, head), units: ranked.map(\.unit),
                count: options.isDistinct ? 4 * columns : columns, atlas: atlas, source: source)
            candidates = ranked.map { own.best(of: $0.unit) }
        } else {
            candidates = try ranked.map { try atlas.topActivations(of: $0.unit) }
        }
        let choice = try choose(
            candidates, TileChoice(count: columns, kept: options.isFromClass ? nil : kept), threads: threads)
        return ClassSheetPlan(
            record: record, ranked: ranked,
            rows: try zip(ranked, choice.rows).map { try row($0.unit, $1, own: record.id) },
            images: evidence.activation.map { ClassImageCount(count: $0.images, basis: $0.basis) },
            evidence: EvidenceShare(of: ranked, among: all, against: isAgainst),
            weights: try weights(of: record.id), otherWeights: try other.map { try weights(of: $0.id) },
            otherClasses: try ranked.map { try otherClasses(of: $0.unit, than: record.id) },
            shareSentence: head.form.sentenceWhereNotLinear, missing: choice.missing)
    }

    /// Plans the sheet of a unit with its top activations.
    func plan(of unit: UnitID, threads: Int) throws -> UnitSheetPlan {
        let choice = try choose(
            [try atlas.topActivations(of: unit)],
            TileChoice(count: options.columns ?? SheetOptions.unitColumns, kept: kept), threads: threads)
        return try unitPlan(unit, row: try row(unit, choice.rows[0], own: nil), missing: choice.missing)
    }

    /// The plan of a unit's sheet with images that are chosen already.
    func unitPlan(_ unit: UnitID, row: RowPlan, missing: MissingTiles?) throws -> UnitSheetPlan {
        let ranked = try votes(of: unit)
        func named(_ list: some Sequence<RankedClass>) -> [(name: String, weight: Float)] {
            list.map { (classes[$0.classID.value].shortName, $0.weight) }
        }
        return UnitSheetPlan(
            row: row, classesFor: named(ranked.prefix(5).filter { $0.weight > 0 }),
            classesAgainst: named(ranked.suffix(3).reversed().filter { $0.weight < 0 }), missing: missing)
    }

    /// The row of a unit with its best images in the atlas.
    func row(of unit: UnitID, count: Int, own: ClassID?) throws -> RowPlan {
        let choice = try choose(
            [try atlas.topActivations(of: unit)], TileChoice(count: count, kept: kept), threads: 1)
        return try row(unit, choice.rows[0], own: own)
    }

    /// The row of a unit with images that are chosen already.
    ///
    /// - Parameter text: The text under an image's tile, instead of its class.
    func row(
        _ unit: UnitID, _ activations: [TopActivation], own: ClassID?, text: ((ImageRecord) -> TileCaption)? = nil
    ) throws -> RowPlan {
        RowPlan(
            unit: units[unit.value],
            tiles: try activations.map { activation in
                let image = try image(activation)
                let (caption, isOwn) = try caption(image, own: own)
                return TilePlan(
                    image: image, activation: activation, caption: text.map { $0(image) } ?? caption, isOwnClass: isOwn)
            })
    }

    /// The three classes besides `own` that a unit argues for most strongly, by name.
    func otherClasses(of unit: UnitID, than own: ClassID) throws -> [(name: String, weight: Float)] {
        try votes(of: unit).filter { $0.classID != own && $0.weight > 0 }.prefix(3).map {
            (classes[$0.classID.value].shortName, $0.weight)
        }
    }

    /// Splits classes into those whose sheets can be drawn and those without the images that the options need: labelled ones
    /// if only a class's own images are shown, any if units are not ranked by weight.
    func divided(_ classes: [ClassRecord]) throws -> (drawable: [ClassRecord], withoutImages: [ClassRecord]) {
        guard let head, options.isFromClass || options.measure != .weight else { return (classes, []) }
        let labels = Set(try head.indexedImages().compactMap { head.label(of: $0) })
        var (drawable, withoutImages): ([ClassRecord], [ClassRecord]) = ([], [])
        for record in classes {
            let hasImages =
                options.isFromClass ? labels.contains(record.id) : try head.activation(of: record.id) != nil
            if hasImages { drawable.append(record) } else { withoutImages.append(record) }
        }
        return (drawable, withoutImages)
    }

    func choose(
        _ candidates: [[TopActivation]], _ choice: TileChoice, threads: Int
    ) throws -> TileChoice.Result {
        guard options.isDistinct else { return choice.best(candidates) }
        let hashes = try candidates.concurrentMap(threads: threads) { row in
            try row.map { activation -> PictureHash? in
                // Images that do not excite the unit are not shown.
                guard activation.maximum > 0 else { return nil }
                let picture = pictures.picture(try image(activation))
                return (try? picture.get()).map { PictureHash($0) }
            }
        }
        return choice.distinct(candidates, hashes: hashes)
    }

    private func images(of record: ClassRecord, _ head: AtlasHead) throws -> [ImageRecord] {
        let images = try atlas.images.filter { $0.status == .indexed && head.label(of: $0) == record.id }
        if images.isEmpty { throw DrawingError.classWithoutImages(record) }
        return images
    }

    /// All classes by the unit's weights; none without a head.
    private func votes(of unit: UnitID) throws -> [RankedClass] {
        try head.map { UnitRanking.classes(by: try $0.weights(of: unit)) } ?? []
    }

    private func image(_ activation: TopActivation) throws -> ImageRecord {
        guard let record = try atlas.image(activation.path) else {
            throw DrawingError.imageNotInAtlas(image: activation.path, atlas: atlas.path)
        }
        return record
    }

    private func caption(_ record: ImageRecord, own: ClassID?) throws -> (TileCaption, Bool) {
        guard let head else { return (.path(record.path), false) }
        if let label = head.label(of: record) { return (.label(classes[label.value].shortName), label == own) }
        guard let prediction = try head.predictions(of: record.path).first else { return (.path(record.path), false) }
        return (.prediction(classes[prediction.classID.value].shortName), prediction.classID == own)
    }
}
