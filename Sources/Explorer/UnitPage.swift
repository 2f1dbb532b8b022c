import Analyses
import Reporting
import Store
import UnitAtlas
import Units

extension Page {
    /// Returns the page of a unit: its best images, its classes, its pooled activations and its receptive field.
    func unitPage(_ unit: UnitID) throws -> HTML? {
        guard let facts = try exploration.facts(of: unit) else { return nil }
        let previous = unit.value > 0 ? UnitID(unit.value - 1) : nil
        let next = unit.value + 1 < exploration.units.count ? UnitID(unit.value + 1) : nil
        let strongest = facts.classesFor.first
        let lead: HTML =
            strongest.map { "Argues most strongly for \(link($0.classID)), weight \(NumberFormat.signed($0.weight))." }
            ?? (exploration.head == nil ? "A unit of \(exploration.header.layer)." : "Argues for no class.")
        return html(
            "unit \(unit)", section: .units(page: 1), previous: previous.map { .unit($0) },
            next: next.map { .unit($0) },
            """
            \(steps(previous.map { (.unit($0), "unit \($0)") }, next.map { (.unit($0), "unit \($0)") }))
            <h1>unit \(unit.value)</h1>
            <p class="lead">\(lead)</p>
            \(statistics(facts.record))
            <section>
            <h2>Best images</h2>
            \(images(facts))
            </section>
            \(votes(facts))
            \(spread(facts))
            \(fields(facts))
            \(segmentations(facts))
            """)
    }

    private func statistics(_ record: UnitRecord) -> HTML {
        facts([
            ("active in", "\(NumberFormat.percent(record.activeFraction)) of cells"),
            ("mean", "\(NumberFormat.short(record.mean))"),
            ("standard deviation", "\(NumberFormat.short(record.deviation))"),
            ("maximum", "\(NumberFormat.short(record.maximum))\(clip(record) { $0.maximum })"),
            ("0.5 % threshold", "\(NumberFormat.short(record.threshold))\(clip(record) { $0.threshold })"),
        ])
    }

    /// The value before the Clip that cuts the unit off, in brackets.
    private func clip(_ record: UnitRecord, _ value: (UnitRecord.Extremes) -> Float) -> String {
        record.isClipped ? " (\(NumberFormat.short(value(record.response))) before the clip)" : ""
    }

    private func images(_ facts: UnitFacts) -> HTML {
        let active = facts.images.filter { $0.maximum > 0 }
        guard !active.isEmpty else { return "<p class=\"none\">No image activates it.</p>" }
        let own = facts.classesFor.first?.classID
        let isClipped = facts.record.isClipped
        let note = isClipped ? "The network clips the unit; maxima and masks are from before the clip. " : ""
        let tiles = active.map { image -> HTML in
            figure(
                .tile(facts.record.unit, rank: image.rank), to: .image(image.entry.id),
                alt: "\(image.entry.record.path), rank \(image.rank)",
                "\(caption(image.entry)) <small>\(NumberFormat.short(image.peak))</small>",
                image.entry.label != nil && image.entry.label == own ? "own item" : "item")
        }
        return """
            <p>Ordered by the maximum of the map, then its mean. \(note)The bright area is the activation mask\
            \(own.map { "; blue names belong to class \(name($0))" } ?? "").</p>
            <div class="grid">\(tiles)</div>
            """
    }

    private func votes(_ facts: UnitFacts) -> HTML {
        guard !facts.classesFor.isEmpty || !facts.classesAgainst.isEmpty else { return .none }
        let largest = (facts.classesFor + facts.classesAgainst).map { abs(Double($0.weight)) }.max() ?? 0
        func table(_ title: String, _ classes: [RankedClass]) -> HTML {
            let rows = classes.map { entry -> HTML in
                """
                <tr class="item"><td>\(link(entry.classID))</td>\
                <td class="wide">\(Bars.share(Double(abs(entry.weight)) / max(largest, 1e-30), isMinus: entry.weight < 0))</td>\
                <td class="number">\(NumberFormat.signed(entry.weight))</td></tr>
                """
            }
            return """
                <div><h3>\(title)</h3><table class="votes">\(rows)</table>\
                \(classes.isEmpty ? "<p class=\"none\">No class.</p>" : .none)</div>
                """
        }
        return """
            <section>
            <h2>Classes</h2>
            <div class="columns">\(table("Argues for", facts.classesFor))\(table("Argues against", facts.classesAgainst))</div>
            </section>
            """
    }

    private func spread(_ facts: UnitFacts) -> HTML {
        let histogram = facts.histogram
        let own = histogram.own.map { name($0) }
        let counted = histogram.ownCounts.reduce(0, +)
        let words: HTML =
            own.map { " Dark: the \(NumberFormat.count(counted, "image")) of \($0), its strongest class." }
            ?? .none
        return """
            <section>
            <h2>Pooled activation over all images</h2>
            <p>\(NumberFormat.count(histogram.images, "image")); square-root scale.\(words)</p>
            \(Bars.histogram(histogram, ownName: own))
            </section>
            """
    }

    private func fields(_ facts: UnitFacts) -> HTML {
        var sentence: HTML = .none
        if let field = exploration.receptiveField {
            let size = "\(field.horizontal.size)×\(field.vertical.size)"
            sentence = "The theoretical receptive field is \(size) pixels of the input."
        }
        if facts.receptiveFields.isEmpty {
            guard sentence != .none else { return .none }
            return """
                <section><h2>Receptive field</h2><p>\(sentence) To estimate the part the unit uses, run \
                <code>unit-atlas receptive-field</code>.</p></section>
                """
        }
        let figures = facts.receptiveFields.enumerated().map { index, record -> HTML in
            """
            <figure class="field"><img src="\(links.href(.field(facts.record.unit, index)))" \
            alt="Estimated receptive field of unit \(facts.record.unit.value)" loading="lazy">\
            <figcaption>A square of \(record.size) pixels contains half of the sum (yellow); \(record.area) pixels are at or \
            above half of the peak; mean of \(NumberFormat.count(record.images, "image")). <details><summary>Settings</summary>\
            <code>\((try? record.configuration.json()) ?? "")</code></details></figcaption></figure>
            """
        }
        return """
            <section><h2>Receptive field</h2><p>\(sentence) Drop of the unit's peak when noise covers parts \
            of its best images:</p>\(figures)</section>
            """
    }

    private func segmentations(_ facts: UnitFacts) -> HTML {
        guard !facts.segmentations.isEmpty else { return .none }
        let tiles = facts.segmentations.enumerated().map { index, stored -> HTML in
            figure(
                .segmentation(facts.record.unit, index), to: .image(stored.entry.id), alt: stored.entry.record.path,
                "\(stored.method) <small>\(NumberFormat.count(stored.area, "pixel"))</small>", "item")
        }
        return """
            <section><h2>Activation masks</h2><div class="grid">\(tiles)</div></section>
            """
    }

    /// The number of units on one page of the list.
    static let unitsPerPage = 96

    /// Returns a page of the list of units, each with its best image and its strongest class; nil if there are fewer pages.
    func unitList(_ page: Int) throws -> HTML? {
        let count = max(1, (exploration.units.count + Self.unitsPerPage - 1) / Self.unitsPerPage)
        guard page <= count else { return nil }
        let first = (page - 1) * Self.unitsPerPage
        let tiles = (first..<min(first + Self.unitsPerPage, exploration.units.count)).map { index -> HTML in
            let unit = UnitID(index)
            let strongest = exploration.strongestClass(of: unit).map { "\(name($0.classID))" } ?? ""
            return figure(
                .tile(unit, rank: 1), to: .unit(unit), alt: "unit \(unit)", "<b>\(index)</b> \(strongest)", "item")
        }
        return html(
            "Units", section: .units(page: 1), previous: page > 1 ? .units(page: page - 1) : nil,
            next: page < count ? .units(page: page + 1) : nil,
            """
            <h1>Units</h1>
            <p class="lead">Each with its best image and its strongest class.</p>
            <div class="grid">\(tiles)</div>
            \(pager(page, of: count) { .units(page: $0) })
            """)
    }
}
