import Analyses
import Images
import Reporting
import Sheets
package import Units

/// The contact sheet of a comparison: units of both networks side by side, with their best images.
package struct ComparisonSheet: Sendable {
    /// Rows in each group of units.
    package var rows = 5
    /// Images of each unit.
    package var columns = 4
    /// A class of the first atlas, whose words alone are shown; nil shows the strongest matches, the most changed units
    /// and the new ones.
    package var record: ClassRecord?
    /// The image folder, if it moved since indexing.
    package var images: String?
    package var threads = 1

    package init() {}

    /// A unit of each network, and what became of them.
    private struct Pair {
        let a: UnitID
        let b: UnitID
        let correlation: Float
        let lines: [String]
    }

    /// Draws the sheet into a PNG file.
    ///
    /// - Returns: What could not be shown.
    package func write(_ comparison: AtlasComparison, of a: Atlas, and b: Atlas, to path: String) throws -> SheetGaps {
        var options = SheetOptions()
        (options.tileSize, options.columns) = (Self.tile, columns)
        let drawingA = try AtlasDrawing(a, images: images, options: options)
        let drawingB = try AtlasDrawing(b, images: images, options: options)
        let groups = try groups(comparison)
        try drawingA.style.check(rows: groups.reduce(0) { $0 + $1.pairs.count }, columns: 2 * columns)
        var gaps = SheetGaps()
        func side(_ drawing: AtlasDrawing, _ unit: UnitID) throws -> PairSheet.Side {
            let row = try drawing.row(of: unit, count: columns, own: nil)
            gaps.merge(SheetGaps(tiles: nil, pictures: row.missing))
            return PairSheet.Side(unit: unit, name: drawing.names[unit], tiles: row.tiles)
        }
        let sheet = PairSheet(
            title: title(a, b), subtitles: subtitles(comparison, drawingA.caption, drawingB.caption),
            groups: try groups.map { group in
                (
                    group.name,
                    try group.pairs.map { pair in
                        PairSheet.Row(
                            a: try side(drawingA, pair.a), b: try side(drawingB, pair.b),
                            correlation: pair.correlation, lines: pair.lines)
                    }
                )
            }, columns: columns, style: drawingA.style)
        let notes = notes(comparison, sheet, a, b, options)
        try OutputFile.write(try sheet.draw(threads: threads).raster, notes: notes, to: path)
        return gaps
    }

    private static let tile = 88

    private func groups(_ comparison: AtlasComparison) throws -> [(name: String, pairs: [Pair])] {
        let matching = comparison.matching
        var kept: [UnitID: UnitMatching.Match] = [:]
        for match in matching.kept { kept[match.a] = match }
        func ofA(_ unit: UnitID, _ lines: [String] = []) -> Pair? {
            if let match = kept[unit] {
                return Pair(
                    a: unit, b: match.b, correlation: match.correlation,
                    lines: lines + ["kept", Self.chance(match.chance)])
            }
            guard let best = matching.bestInB[unit] else { return nil }
            return Pair(
                a: unit, b: best.unit, correlation: best.correlation,
                lines: lines + [best.isMatch ? "merged" : "lost", Self.chance(best.chance)])
        }
        if let record {
            let words = try comparison.change(of: record, words: rows).words
            return [
                (
                    "Words of \(record.shortName) in A",
                    words.compactMap { word in
                        word.a.flatMap { place in
                            ofA(place.unit, ["weight \(NumberFormat.signed(place.weight)), rank \(place.rank)"])
                        }
                    }
                )
            ]
        }
        let changed = matching.bestInB.keys.compactMap { ofA($0) }.sorted {
            $0.correlation != $1.correlation ? $0.correlation < $1.correlation : $0.a < $1.a
        }
        let new = (matching.new + matching.split).compactMap { unit in
            matching.bestInA[unit].map {
                Pair(
                    a: $0.unit, b: unit, correlation: $0.correlation,
                    lines: [$0.isMatch ? "split" : "new", Self.chance($0.chance)])
            }
        }
        return [
            ("Strongest matches", matching.kept.prefix(rows).compactMap { ofA($0.a) }),
            ("Units of A that changed most", Array(changed.prefix(rows))),
            ("Units of B without a match of their own", Array(new.prefix(rows))),
        ].filter { !$0.1.isEmpty }
    }

    private static func chance(_ level: Double) -> String { "by chance \(NumberFormat.ratio(level))" }

    private func title(_ a: Atlas, _ b: Atlas) -> String {
        let (first, second) = (a.header.modelName, b.header.modelName)
        return first == second ? "\(first): A and B" : "A: \(first), B: \(second)"
    }

    private func subtitles(_ comparison: AtlasComparison, _ a: SheetCaption, _ b: SheetCaption) -> [String] {
        let matching = comparison.matching
        return [
            "A, left: \(a.source.text); B, right: \(b.source.text)",
            "Numbers: correlation of the mean activations over \(NumberFormat.count(comparison.images.pairs.count, "common image"))."
                + " \(matching.kept.count) units kept, \(matching.merged.count) merged, \(matching.lost.count) lost,"
                + " \(matching.new.count) new.",
            a.legend,
        ]
    }

    private func notes(
        _ comparison: AtlasComparison, _ sheet: PairSheet, _ a: Atlas, _ b: Atlas, _ options: SheetOptions
    ) -> PictureNotes {
        var parameters = PictureParameters(subject: "compare", "\(a.path) \(b.path)", mark: "compare")
        if let record { parameters.add("class", "\(record.id) \(record.shortName)", default: nil) }
        parameters.add("rows", rows, default: 5)
        parameters.add("columns", columns, default: 4)
        let request = comparison.request
        parameters.add("least-correlation", request.leastCorrelation, default: UnitMatching.leastCorrelation)
        parameters.add("shuffles", request.shuffles, default: 20)
        parameters.add("seed", request.seed, default: 1)
        parameters.add(options.tileParameters)
        return PictureNotes(
            title: sheet.title, source: sheet.subtitles[0],
            description: sheet.subtitles.dropFirst().joined(separator: " ")
                + " Model SHA-256 \(a.header.modelSHA256) and \(b.header.modelSHA256).", parameters: parameters.text)
    }
}
