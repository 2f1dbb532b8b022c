import Analyses
import Reporting
import UnitAtlas
import Units

extension Page {
    /// Returns the page of a class: its bag of words, its images and its misclassified images.
    func classPage(_ id: ClassID) throws -> HTML? {
        guard let facts = try exploration.facts(of: id) else { return nil }
        let record = facts.record
        let previous = id.value > 0 ? ClassID(id.value - 1) : nil
        let next = id.value + 1 < exploration.classes.count ? ClassID(id.value + 1) : nil
        let synonyms = record.name == record.shortName ? nil : record.name
        let identity = [synonyms, record.wnid, "class \(id)"].compactMap { $0 }.joined(separator: " · ")
        return html(
            record.shortName, section: .home, previous: previous.map { .classPage($0) },
            next: next.map { .classPage($0) },
            """
            \(steps(previous.map { (.classPage($0), name($0)) }, next.map { (.classPage($0), name($0)) }))
            <h1>\(record.shortName)</h1>
            <p class="lead">\(identity)</p>
            \(classFigures(facts))
            <section>
            <h2>Bag of words</h2>
            <p>The units that argue most strongly for the class, by \(Self.noun(facts.measure)), with the images that activate them most. The bright area \
            is the activation mask. \(remarks(facts))</p>
            <div class="words">\(facts.unitsFor.map { card($0, facts) })</div>
            \(against(facts))
            </section>
            \(mistakes(facts))
            \(falsePositives(facts))
            \(ownImages(facts))
            """)
    }

    private func classFigures(_ facts: ClassFacts) -> HTML {
        var entries: [(name: String, value: HTML)] = []
        if !facts.labelled.isEmpty {
            entries.append(("labelled images", "\(NumberFormat.grouped(facts.labelled.count))"))
            let known = facts.labelled.count { $0.isRight != nil }
            if known > 0 {
                entries.append(("predicted as this class", "\(NumberFormat.percent(facts.rightCount, of: known))"))
            }
        }
        if !facts.falsePositives.isEmpty {
            entries.append(("false positives", "\(NumberFormat.grouped(facts.falsePositives.count))"))
        }
        entries.append(("bias", "\(NumberFormat.signed(facts.bias))"))
        if let logit = facts.meanLogit { entries.append(("mean logit of its images", "\(NumberFormat.signed(logit))")) }
        return self.facts(entries)
    }

    private func remarks(_ facts: ClassFacts) -> HTML {
        var sentences = facts.remarks
        if let evidence = facts.evidence {
            sentences.insert(
                "These \(NumberFormat.count(evidence.units, "unit")) provide \(NumberFormat.percent(evidence.share))"
                    + " of the evidence for the class, on average over its images", at: 0)
        }
        if facts.measure != exploration.measure {
            sentences.append("Without images of the class, units are ranked by weight")
        }
        return HTML(sentences.map { "\($0). " })
    }

    private static func noun(_ measure: UnitMeasure) -> String {
        switch measure {
        case .weight: "weight"
        case .contribution: "mean contribution over the images of the class"
        case .ablation: "the margin that the class loses without them"
        }
    }

    /// Returns a row with the unit's numbers, its images and the other classes it argues for.
    private func card(_ row: ClassFacts.ClassUnit, _ facts: ClassFacts) -> HTML {
        let unit = row.ranked.unit
        var numbers: [HTML] = []
        if let contribution = row.ranked.meanContribution {
            numbers.append("<div><dt>contribution</dt><dd>\(NumberFormat.signed(contribution))</dd></div>")
        }
        if let share = row.ranked.share, row.ranked.weight > 0 {
            numbers.append("<div><dt>share</dt><dd>\(NumberFormat.percent(share))</dd></div>")
        }
        if let drop = row.ranked.marginDrop {
            numbers.append("<div><dt>margin lost without it</dt><dd>\(NumberFormat.signed(drop))</dd></div>")
        }
        let value = row.ranked.value(of: facts.measure) ?? 0
        let others = row.otherClasses.map { other -> HTML in
            "<span>\(link(other.classID)) \(NumberFormat.signed(other.weight))</span>"
        }
        let also: HTML = others.isEmpty ? "argues for no other class" : "also argues for \(others)"
        let tiles = row.images.map { tile(unit, $0, own: facts.record.id) }
        let shown: HTML = tiles.isEmpty ? "<p class=\"none\">No image activates it.</p>" : "\(tiles)"
        return """
            <article class="word item">
            <div class="legend"><h3>\(link(unit))</h3>
            \(Bars.signed(value, largest: facts.largestValue))
            <dl><div><dt>weight</dt><dd class="weight">\(NumberFormat.signed(row.ranked.weight))</dd></div>\(numbers)</dl></div>
            <div class="strip">\(shown)</div>
            <p class="also">\(also)</p>
            </article>
            """
    }

    private func against(_ facts: ClassFacts) -> HTML {
        guard !facts.unitsAgainst.isEmpty else { return .none }
        return """
            <h3 class="divider">Strongest against</h3>
            <div class="words">\(facts.unitsAgainst.map { card($0, facts) })</div>
            """
    }

    private func mistakes(_ facts: ClassFacts) -> HTML {
        guard !facts.mistakes.isEmpty else { return .none }
        let wrong = facts.predictedClasses.reduce(0) { $0 + $1.images }
        let kinds = facts.predictedClasses.prefix(8).map { kind -> HTML in
            "<span>\(link(kind.classID)) \(NumberFormat.grouped(kind.images))</span>"
        }
        let cards = facts.mistakes.map { mistake -> HTML in
            let units = mistake.units.filter { $0.difference > 0 }.map { unit -> HTML in
                "<span>\(link(unit.unit)) \(NumberFormat.signed(unit.difference))</span>"
            }
            let cause: HTML = units.isEmpty ? .none : "<p class=\"also\">caused by \(units)</p>"
            let probability = NumberFormat.percent(Double(mistake.predicted.probability))
            let caption: HTML = "predicted \(link(mistake.predicted.classID)), \(probability)"
            return "<div class=\"mistake item\">\(thumbnail(mistake.entry, caption))\(cause)</div>"
        }
        return """
            <section id="errors">
            <h2>Errors</h2>
            <p>\(NumberFormat.count(wrong, "image")) of the class misclassified: <span class="list">\(kinds)</span>. The units \
            listed add most to the lead of the wrong class over the correct one.</p>
            <div class="mistakes">\(cards)</div>\(more(facts.mistakes.count, of: wrong, "errors"))
            </section>
            """
    }

    private func falsePositives(_ facts: ClassFacts) -> HTML {
        guard !facts.falsePositives.isEmpty else { return .none }
        let shown = facts.falsePositives.prefix(24)
        return """
            <section>
            <h2>False positives</h2>
            <p>\(NumberFormat.count(facts.falsePositives.count, "image")) of other classes (by label).</p>
            <div class="grid">\(shown.map { thumbnail($0) })</div>\(more(shown.count, of: facts.falsePositives.count, "images"))
            </section>
            """
    }

    private func ownImages(_ facts: ClassFacts) -> HTML {
        let isByLabel = !facts.labelled.isEmpty
        let all = isByLabel ? facts.labelled : exploration.images(takenFor: facts.record.id)
        guard !all.isEmpty else { return .none }
        let sorted = all.sorted { ($0.prediction?.probability ?? 0) > ($1.prediction?.probability ?? 0) }
        let ordered = sorted.filter { $0.isRight != false } + sorted.filter { $0.isRight == false }
        let shown = ordered.prefix(60)
        let tiles = shown.map { entry -> HTML in
            let caption: HTML =
                entry.isRight == false
                ? "\(entry.prediction.map { name($0.classID) } ?? "")"
                : "\(entry.prediction.map { NumberFormat.percent(Double($0.probability)) } ?? "skipped")"
            return thumbnail(entry, caption, entry.isRight == false ? "wrong" : .none)
        }
        return """
            <section>
            <h2>Images</h2>
            <p>\(isByLabel ? "Labelled images, correct ones first," : "Images predicted as this class,") by decreasing probability.</p>
            <div class="grid">\(tiles)</div>\(more(shown.count, of: all.count, "images"))
            </section>
            """
    }

    private func more(_ shown: Int, of all: Int, _ things: String) -> HTML {
        all > shown ? "<p class=\"none\">Showing \(shown) of \(NumberFormat.grouped(all)) \(things).</p>" : .none
    }
}
