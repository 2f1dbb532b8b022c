import Reporting
import Store
import UnitAtlas
import Units

extension Page {
    /// Returns the home page: all classes and the counts of the atlas.
    func home() throws -> HTML {
        let indexed = exploration.images.filter { $0.record.status == .indexed }
        let labelled = indexed.filter { $0.isRight != nil }
        let right = labelled.count { $0.isRight == true }
        var entries: [(name: String, value: HTML)] = [
            ("classes", "\(NumberFormat.grouped(exploration.classes.count))"),
            ("units", "\(NumberFormat.grouped(exploration.units.count))"),
            ("images", "\(NumberFormat.grouped(indexed.count))"),
        ]
        if indexed.count < exploration.images.count {
            entries.append(("skipped", "\(NumberFormat.grouped(exploration.images.count - indexed.count))"))
        }
        if !labelled.isEmpty {
            entries.append(("accuracy", "\(NumberFormat.percent(right, of: labelled.count))"))
        }
        let head = exploration.trainedHead.map { ", with head \($0)" } ?? ""
        return html(
            "Classes", section: .home,
            """
            <h1>\(exploration.header.modelName)</h1>
            <p class="lead">The \(NumberFormat.count(exploration.units.count, "unit")) of layer \
            <code>\(exploration.header.layer)</code>\(head), and what they respond to. Each class is shown as a bag of words: the units \
            that argue for it and the images that activate them.</p>
            \(facts(entries))
            \(try classList())
            """)
    }

    private func classList() throws -> HTML {
        guard !exploration.classes.isEmpty else {
            return """
                <p class="none">The atlas has no head, because the indexed layer is not the one the network's classes are \
                computed from. \(link(.units(page: 1), "All units"))</p>
                """
        }
        let hasPictures = exploration.classes.count <= Self.cards
        let items = try exploration.classes.map { record -> HTML in
            let own = exploration.images(labelled: record.id)
            let right = own.count { $0.isRight == true }
            let figure: HTML =
                own.isEmpty
                ? .none
                : "<small>\(NumberFormat.percent(right, of: own.count)) of \(NumberFormat.grouped(own.count))</small>"
            return """
                <li class="item"><a href="\(links.href(.classPage(record.id)))"><span class="index">\(record.id.value)</span>\
                <span class="text" title="\(record.name)">\(record.shortName)</span>\(figure)</a>\(hasPictures ? try strip(record.id) : .none)</li>
                """
        }
        return """
            <h2>Classes</h2>
            \(hasPictures ? "<p>Each with the best images of its four strongest units.</p>" : .none)
            <ol class="classes\(hasPictures ? " cards" : .none)" id="classes">\(items)</ol>
            <p class="none" id="no-class" hidden>No class matches.</p>
            """
    }

    /// The largest number of classes shown with pictures.
    private static let cards = 60

    /// Returns the best image of each of the four strongest units.
    private func strip(_ id: ClassID) throws -> HTML {
        let images = try exploration.strongestUnits(of: id, count: 4).map { unit -> HTML in
            """
            <a href="\(links.href(.unit(unit)))" tabindex="-1"><img src="\(links.href(.tile(unit, rank: 1)))" \
            alt="unit \(unit.value)" loading="lazy"></a>
            """
        }
        return "<div class=\"strip\">\(images)</div>"
    }
}
