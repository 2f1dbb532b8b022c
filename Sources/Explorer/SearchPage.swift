import Annotations
import Queries
import Store
import UnitAtlas
import Units

extension Page {
    /// The results of a search.
    struct Hits {
        var classes: [ClassID] = []
        var units: [UnitID] = []
        var images: [Exploration.Entry] = []
        var queries: [SavedQuery] = []

        /// The only result; nil if there are several or none.
        var only: Destination? {
            var all: [Destination] = classes.map { .classPage($0) }
            all += units.map { .unit($0) }
            all += images.map { .image($0.id) }
            all += queries.map { .query($0.name) }
            return all.count == 1 ? all[0] : nil
        }
    }

    private static let most = 48

    /// Finds classes by index, wnid or part of the name, units by number, images by part of the path, and queries by keyword.
    func hits(_ text: String) -> Hits {
        let wanted = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !wanted.isEmpty else { return Hits() }
        var hits = Hits()
        let number = Int(wanted.hasPrefix("unit ") ? String(wanted.dropFirst(5)) : wanted)
        if let number, exploration.units.indices.contains(number) { hits.units = [UnitID(number)] }
        if wanted.hasPrefix("unit "), !hits.units.isEmpty { return hits }
        hits.classes = Array(site.queryService.resolver.search(wanted).prefix(Self.most).map(\.id))
        if number == nil {
            hits.images = Array(
                exploration.images.lazy.filter { $0.record.path.lowercased().contains(wanted) }.prefix(Self.most))
            let saved = (try? site.queries?.list()) ?? []
            hits.queries = saved.filter {
                $0.name.lowercased().contains(wanted) || $0.question.lowercased().contains(wanted)
            }
        }
        return hits
    }

    func search(_ text: String, _ hits: Hits) -> HTML {
        func part(_ title: String, _ items: [HTML]) -> HTML {
            items.isEmpty ? .none : "<section><h2>\(title)</h2><ol class=\"found\">\(items)</ol></section>"
        }
        let classes = hits.classes.map { id -> HTML in
            let record = exploration.classes[id.value]
            let rest: HTML = record.name == record.shortName ? .none : " <small>\(record.name)</small>"
            return "<li class=\"item\">\(link(id))\(rest)</li>"
        }
        let units = hits.units.map { unit -> HTML in "<li class=\"item\">\(link(unit))</li>" }
        let queries = hits.queries.map { query -> HTML in
            "<li class=\"item\">\(link(.query(query.name), query.question))</li>"
        }
        let images: HTML =
            hits.images.isEmpty
            ? .none
            : """
            <section><h2>Images</h2><div class="grid">\
            \(hits.images.map { thumbnail($0, "\(fileName($0))", "item") })</div></section>
            """
        let found =
            part("Classes", classes).text + part("Units", units).text + part("Queries", queries).text + images.text
        let words: HTML =
            text.isEmpty
            ? "Search classes (name, wnid, index), units (number), images (path) and queries (keyword)."
            : "No results for “\(text)”."
        return html(
            text.isEmpty ? "Search" : "Search: \(text)", search: text,
            """
            <h1>Search</h1>\(part("Classes", classes))\(part("Units", units))\(images)\(part("Queries", queries))\
            \(found.isEmpty ? "<p class=\"none\">\(words)</p>" : .none)
            """)
    }
}
