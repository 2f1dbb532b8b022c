import Reporting
import Store
import UnitAtlas
import Units

/// The frame of every page: header, search, navigation and footer.
struct Page {
    let site: Site
    let links: Links

    init(_ site: Site, _ links: Links) {
        self.site = site
        self.links = links
    }

    var exploration: Exploration { site.exploration }

    /// Returns a complete page.
    ///
    /// - Parameters:
    ///   - section: The entry of the navigation that is marked as current.
    ///   - previous: The previous page, opened by the key `[`; `next` is opened by `]`.
    func html(
        _ title: String, section: Destination? = nil, previous: Destination? = nil, next: Destination? = nil,
        search: String = "", _ content: HTML
    ) -> HTML {
        let relations = [("prev", previous), ("next", next)].compactMap { relation, target in
            target.map { target -> HTML in "<link rel=\"\(relation)\" href=\"\(links.href(target))\">" }
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(site.name)</title>
            <link rel="stylesheet" href="\(links.href(.style))">
            <link rel="icon" href="\(links.href(.icon))" type="image/svg+xml">
            \(relations)
            <script src="\(links.href(.script))" defer></script>
            </head>
            <body>
            <header class="top"><div>
            <a class="name" href="\(links.href(.home))">\(site.name)</a>
            <nav aria-label="Sections">\(navigation(section))</nav>
            \(searchForm(search))
            </div></header>
            <main>
            \(unfinished)\(content)
            </main>
            <footer>\(foot)</footer>
            </body>
            </html>

            """
    }

    private func navigation(_ section: Destination?) -> [HTML] {
        let entries: [(Destination, String)] = [
            (.home, "Classes"), (.units(page: 1), "Units"), (.images(page: 1), "Images"), (.queries, "Queries"),
        ]
        return entries.map { target, name in
            let mark: HTML = target == section ? " aria-current=\"page\"" : ""
            return "<a href=\"\(links.href(target))\"\(mark)>\(name)</a>"
        }
    }

    /// Returns the search form. In an export, it leads to the home page, where the script filters the classes.
    private func searchForm(_ text: String) -> HTML {
        let target = links.isServed ? Destination.search : .home
        return """
            <form class="search" role="search" action="\(links.href(target))" method="get">\
            <input type="search" name="q" value="\(text)" placeholder="\(links.isServed ? "class, unit, image" : "class")" \
            aria-label="Search" maxlength="200" autocomplete="off" spellcheck="false"><kbd>/</kbd></form>
            """
    }

    private var unfinished: HTML {
        exploration.remark.map { "<p class=\"notice\">\($0)</p>" } ?? .none
    }

    private var foot: HTML {
        let header = exploration.header
        let head = exploration.trainedHead.map { ", head \($0)" } ?? ""
        return """
            <p>\(header.modelName), layer \(header.layer), maps of \(header.mapHeight)×\(header.mapWidth) cells\(head). \
            unit-atlas \(Software.version).</p>
            <p class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next, previous item <kbd>Enter</kbd> open \
            <kbd>[</kbd> <kbd>]</kbd> previous, next page</p>
            """
    }

    // MARK: Pieces

    func link(_ target: Destination, _ text: String, _ name: HTML = .none) -> HTML {
        name == .none
            ? "<a href=\"\(links.href(target))\">\(text)</a>"
            : "<a class=\"\(name)\" href=\"\(links.href(target))\">\(text)</a>"
    }

    func link(_ id: ClassID) -> HTML { link(.classPage(id), name(id)) }

    func link(_ unit: UnitID) -> HTML { link(.unit(unit), "unit \(unit)") }

    func name(_ id: ClassID) -> String {
        exploration.classes.indices.contains(id.value) ? exploration.classes[id.value].shortName : "class \(id)"
    }

    /// Returns links to the previous and the next page.
    func steps(_ previous: (Destination, String)?, _ next: (Destination, String)?) -> HTML {
        """
        <nav class="steps" aria-label="Neighbours">\(previous.map { step($0.0, "←", $0.1, "prev") })\
        \(next.map { step($0.0, $0.1, "→", "next") })</nav>
        """
    }

    private func step(_ target: Destination, _ first: String, _ second: String, _ relation: HTML) -> HTML {
        "<a rel=\"\(relation)\" href=\"\(links.href(target))\">\(first) \(second)</a>"
    }

    /// Returns names and values in one line.
    func facts(_ entries: [(name: String, value: HTML)]) -> HTML {
        let items = entries.map { entry -> HTML in "<div><dt>\(entry.name)</dt><dd>\(entry.value)</dd></div>" }
        return "<dl class=\"facts\">\(items)</dl>"
    }

    /// Returns a picture with a caption that links to a page.
    func figure(_ picture: Destination, to target: Destination, alt: String, _ caption: HTML, _ name: HTML = .none)
        -> HTML
    {
        """
        <figure class="tile \(name)"><a href="\(links.href(target))"><img src="\(links.href(picture))" alt="\(alt)" \
        loading="lazy"></a><figcaption>\(caption)</figcaption></figure>
        """
    }

    /// Returns one of a unit's best images with the unit's activation mask.
    func tile(_ unit: UnitID, _ image: UnitImage, own: ClassID? = nil) -> HTML {
        figure(
            .tile(unit, rank: image.rank), to: .image(image.entry.id),
            alt: "\(image.entry.record.path), rank \(image.rank) of unit \(unit)",
            caption(image.entry), image.entry.label != nil && image.entry.label == own ? "own" : .none)
    }

    /// Returns a small image that links to its page.
    func thumbnail(_ entry: Exploration.Entry, _ caption: HTML? = nil, _ name: HTML = .none) -> HTML {
        figure(
            .picture(entry.id, isLarge: false), to: .image(entry.id), alt: entry.record.path,
            caption ?? self.caption(entry), name)
    }

    /// Returns the label of an image, or its most probable class with a question mark; for a skipped image, the reason.
    func caption(_ entry: Exploration.Entry) -> HTML {
        if case .skipped(let reason) = entry.record.status { return "<span class=\"bad\">skipped: \(reason)</span>" }
        if let label = entry.label { return "\(name(label))" }
        if let prediction = entry.prediction { return "\(name(prediction.classID))?" }
        return "\(fileName(entry))"
    }

    func fileName(_ entry: Exploration.Entry) -> String {
        entry.record.path.split(separator: "/").last.map(String.init) ?? entry.record.path
    }

    /// Returns links to the pages of a list by number.
    func pager(_ page: Int, of count: Int, _ target: (Int) -> Destination) -> HTML {
        guard count > 1 else { return .none }
        var shown = Set(max(1, page - 2)...min(count, page + 2))
        shown.formUnion([1, count])
        let numbers = shown.sorted()
        var pieces: [HTML] = []
        for (place, number) in numbers.enumerated() {
            if place > 0, number > numbers[place - 1] + 1 { pieces.append("<span>…</span>") }
            pieces.append(
                number == page
                    ? "<span aria-current=\"page\">\(number)</span>"
                    : "<a href=\"\(links.href(target(number)))\">\(number)</a>")
        }
        return "<nav class=\"pager\" aria-label=\"Pages\">\(pieces)</nav>"
    }
}
