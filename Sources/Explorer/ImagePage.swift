import Analyses
import Reporting
import UnitAtlas
import Units

extension Page {
    /// The number of units listed individually in a table of contributions.
    private static let rows = 10

    /// Returns the page of an image: its predictions, their class activation maps and the contributions of the units.
    func imagePage(_ id: ImageID) throws -> HTML? {
        guard let facts = try exploration.facts(of: id) else { return nil }
        let record = facts.entry.record
        let (previous, next) = exploration.neighbours(of: id)
        return html(
            fileName(facts.entry), section: .images(page: 1), previous: previous.map { .image($0) },
            next: next.map { .image($0) },
            """
            \(steps(previous.map { (.image($0), "previous image") }, next.map { (.image($0), "next image") }))
            <h1 class="path">\(record.path)</h1>
            <p class="lead">\(sentence(facts.entry))</p>
            <div class="image">
            <img class="photo" src="\(links.href(.picture(id, isLarge: true)))" alt="\(record.path)">
            <div>\(predictions(facts))</div>
            </div>
            \(maps(facts))
            \(comparison(facts))
            \(explanations(facts))
            \(excited(facts))
            """)
    }

    private func sentence(_ entry: Exploration.Entry) -> HTML {
        if case .skipped(let reason) = entry.record.status { return "Skipped: \(reason)." }
        let size = "\(entry.record.width)×\(entry.record.height) pixels"
        switch (entry.isRight, entry.label, entry.prediction) {
        case (true?, let label?, _): return "\(size); label \(link(label)), predicted correctly."
        case (false?, let label?, let prediction?):
            let wrong: HTML = "<strong class=\"bad\">predicted \(link(prediction.classID))</strong>"
            return "\(size); label \(link(label)), \(wrong)."
        case (_, _, let prediction?): return "\(size); predicted \(link(prediction.classID)) (no label)."
        default: return "\(size)."
        }
    }

    private func predictions(_ facts: ImageFacts) -> HTML {
        guard !facts.predictions.isEmpty else { return "<p class=\"none\">No prediction.</p>" }
        let rows = facts.predictions.map { prediction -> HTML in
            let isLabel = prediction.classID == facts.entry.label
            return """
                <tr class="item\(isLabel ? " label" : .none)"><td>\(prediction.rank)</td><td>\(link(prediction.classID))\
                \(isLabel ? " <small>label</small>" : .none)</td>\
                <td class="wide">\(Bars.share(Double(prediction.probability)))</td>\
                <td class="number">\(NumberFormat.percent(Double(prediction.probability)))</td>\
                <td class="number">\(NumberFormat.signed(prediction.logit))</td></tr>
                """
        }
        return """
            <table class="predictions"><thead><tr><th></th><th>class</th><th></th><th class="number">probability</th>\
            <th class="number">logit</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func maps(_ facts: ImageFacts) -> HTML {
        guard !facts.logits.isEmpty else { return .none }
        if let reason = site.pictures.reasonWithoutMaps {
            return "<section><h2>Class activation maps</h2><p class=\"none\">\(reason)</p></section>"
        }
        let tiles = facts.logits.map { classLogit -> HTML in
            let isLabel = classLogit.classID == facts.entry.label
            return """
                <figure class="map"><img src="\(links.href(.map(facts.entry.id, classLogit.classID)))" \
                alt="Class activation map of \(name(classLogit.classID))" loading="lazy"><figcaption>\
                \(link(classLogit.classID))\(isLabel ? " <small>label</small>" : .none)</figcaption></figure>
                """
        }
        return """
            <section><h2>Class activation maps</h2>
            <p>Red areas argue for the class, blue areas against it. All maps use the same colour scale.</p>
            <div class="maps">\(tiles)</div></section>
            """
    }

    private func comparison(_ facts: ImageFacts) -> HTML {
        guard let lead = facts.lead, let taken = facts.entry.prediction?.classID, let label = facts.entry.label else {
            return .none
        }
        let shown = lead.prefix(5) + lead.suffix(3)
        let largest = shown.map { abs($0.difference) }.max() ?? 0
        let total = lead.reduce(facts.leadOfBias) { $0 + $1.difference }
        let rest = total - facts.leadOfBias - shown.reduce(0) { $0 + $1.difference }
        func row(_ head: HTML, _ value: Double, _ name: HTML = "item") -> HTML {
            """
            <tr class="\(name)"><td>\(head)</td><td class="wide">\(Bars.signed(value, largest: largest))</td>\
            <td class="number">\(NumberFormat.signed(value))</td></tr>
            """
        }
        return """
            <section><h2>Why \(name(taken)) instead of \(name(label))</h2>
            <p>Contribution of each unit to the difference of the two logits.</p>
            <table class="account"><tbody>\(shown.map { row(link($0.unit), $0.difference) })\
            \(row("\(NumberFormat.count(lead.count - shown.count, "other unit"))", rest, "rest"))\
            \(row("bias", facts.leadOfBias, "rest"))</tbody>\
            <tfoot>\(row("lead", total, "sum"))</tfoot></table></section>
            """
    }

    private func explanations(_ facts: ImageFacts) -> HTML {
        guard let first = facts.logits.first else { return .none }
        let others = facts.logits.dropFirst().map { classLogit -> HTML in
            """
            <details><summary>Why \(name(classLogit.classID))\(classLogit.logit.map { ", logit \(NumberFormat.signed($0))" } ?? "")\
            </summary>\(table(classLogit, facts, hasPictures: false))</details>
            """
        }
        let law: HTML =
            facts.remark.map { "Note: \($0)." } ?? "The contributions and the bias add up to the logit."
        return """
            <section id="account"><h2>Why \(name(first.classID))</h2>
            <p>A unit contributes its weight for the class times its pooled activation in this image. \(law)</p>
            \(table(first, facts, hasPictures: site.pictures.reasonWithoutMaps == nil))
            \(others)</section>
            """
    }

    private func table(_ classLogit: ImageFacts.ClassLogit, _ facts: ImageFacts, hasPictures: Bool) -> HTML {
        let count = Self.rows
        let all = classLogit.contributions
        let shown = all.count <= count + 3 ? all : Array(all.prefix(count)) + all.suffix(3)
        let rest = all.reduce(0) { $0 + $1.contribution } - shown.reduce(0) { $0 + $1.contribution }
        let largest = shown.map { abs($0.contribution) }.max() ?? 0
        let rows = shown.enumerated().map { place, unit -> HTML in
            let picture: HTML =
                hasPictures && place < 6
                ? """
                <a href="\(links.href(.unit(unit.unit)))"><img src="\(links.href(.region(facts.entry.id, unit.unit)))" \
                alt="Activation mask of unit \(unit.unit.value)" loading="lazy"></a>
                """ : .none
            return """
                <tr class="item">\(hasPictures ? "<td class=\"region\">\(picture)</td>" : .none)<td>\(link(unit.unit))</td>\
                <td class="number">\(NumberFormat.signed(unit.weight))</td><td class="number">\(NumberFormat.short(unit.pooled))</td>\
                <td class="wide">\(Bars.signed(unit.contribution, largest: largest))</td>\
                <td class="number">\(NumberFormat.signed(unit.contribution))</td></tr>
                """
        }
        let span: HTML = hasPictures ? "5" : "4"
        func line(_ words: HTML, _ value: Double, _ name: HTML) -> HTML {
            "<tr class=\"\(name)\"><td colspan=\"\(span)\">\(words)</td><td class=\"number\">\(NumberFormat.signed(value))</td></tr>"
        }
        let others: HTML =
            shown.count < all.count
            ? line("\(NumberFormat.count(all.count - shown.count, "other unit"))", rest, "rest") : .none
        return """
            <table class="account"><thead><tr>\(hasPictures ? "<th></th>" : .none)<th>unit</th><th class="number">weight</th>\
            <th class="number">pooled</th><th></th><th class="number">contribution</th></tr></thead>\
            <tbody>\(rows)\(others)\(line("bias", classLogit.bias, "rest"))</tbody>\
            <tfoot>\(line("sum", classLogit.sum, "sum"))\(classLogit.logit.map { line("logit of the network", $0, "sum") })\
            </tfoot></table>
            """
    }

    private func excited(_ facts: ImageFacts) -> HTML {
        guard !facts.excites.isEmpty else { return .none }
        let tiles = facts.excites.prefix(24).map { found -> HTML in
            figure(
                .tile(found.unit, rank: found.rank), to: .unit(found.unit), alt: "unit \(found.unit)",
                "<b>unit \(found.unit.value)</b> <small>rank \(found.rank)</small>", "item")
        }
        return """
            <section><h2>Units it activates most</h2>
            <p>The image is among the best images of \(NumberFormat.count(facts.excites.count, "unit")).</p>
            <div class="grid">\(tiles)</div></section>
            """
    }

    /// The number of images on one page of the list.
    static let imagesPerPage = 96

    /// Returns a page of the list of images, ordered by path; nil if there are fewer pages.
    func imageList(_ page: Int) -> HTML? {
        let all = exploration.images
        let count = max(1, (all.count + Self.imagesPerPage - 1) / Self.imagesPerPage)
        guard page <= count else { return nil }
        let shown = all.dropFirst((page - 1) * Self.imagesPerPage).prefix(Self.imagesPerPage)
        let tiles = shown.map { entry -> HTML in
            let taken = entry.prediction.map { name($0.classID) } ?? "skipped"
            let words: HTML =
                entry.isRight == false ? "\(caption(entry)) <small>predicted \(taken)</small>" : caption(entry)
            return thumbnail(entry, words, entry.isRight == false ? "wrong item" : "item")
        }
        return html(
            "Images", section: .images(page: 1), previous: page > 1 ? .images(page: page - 1) : nil,
            next: page < count ? .images(page: page + 1) : nil,
            """
            <h1>Images</h1>
            <p class="lead">\(NumberFormat.count(all.count, "image")) ordered by path. Images with a red frame are \
            misclassified.</p>
            <div class="grid">\(tiles)</div>
            \(pager(page, of: count) { .images(page: $0) })
            """)
    }
}
