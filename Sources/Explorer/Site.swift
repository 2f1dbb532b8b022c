import Foundation
import ImageCollections
import Images
package import Queries
import Store
import UnitAtlas
import Units

/// The site of an atlas: returns the page or picture for a request. It is independent of sockets.
package final class Site: Sendable {
    let exploration: Exploration
    let pictures: ExplorationPictures
    let queries: SavedQueryFolder?
    let queryService: QueryService
    /// Encoded pictures, up to 64 MB.
    private let cache = RecentValues<Destination, [UInt8]>(capacity: 64 << 20)

    /// - Parameter queries: The folder of saved queries; nil if there is none.
    package convenience init(_ exploration: Exploration, _ pictures: ExplorationPictures, queries: SavedQueryFolder?)
        throws
    {
        try self.init(exploration, pictures, queries: queries, timeLimit: QueryService.timeLimit)
    }

    init(
        _ exploration: Exploration, _ pictures: ExplorationPictures, queries: SavedQueryFolder?, timeLimit: Duration
    ) throws {
        self.exploration = exploration
        self.pictures = pictures
        self.queries = queries
        queryService = try QueryService(exploration, timeLimit: timeLimit)
    }

    /// The name of the site: the name of the atlas file without its extension.
    var name: String { URL(fileURLWithPath: exploration.path).deletingPathExtension().lastPathComponent }

    /// Returns the response to a request.
    func respond(to request: Request) -> Response {
        let page = Page(self, .served)
        guard let destination = Destination(path: request.path) else { return page.notFound(request.path) }
        do {
            guard let found = try respond(to: request, at: destination, page) else {
                return page.notFound(request.path)
            }
            return found.tagged(known: request.knownTag)
        } catch UnitAtlasError.image(let path, let problem) {
            let error = UnitAtlasError.image(path: path, problem)
            return page.failure(status: 404, "The picture cannot be drawn", "\(error)")
        } catch {
            return page.failure(status: 500, "The page cannot be rendered", "\(error)")
        }
    }

    private func respond(to request: Request, at destination: Destination, _ page: Page) throws -> Response? {
        switch destination {
        case .search:
            let text = String((request.field("q") ?? "").prefix(200))
            let hits = page.hits(text)
            if let only = hits.only {
                return Response(
                    status: 303, type: "text/plain; charset=utf-8", body: .text(""),
                    headers: [("Location", Links.served.href(only))])
            }
            return .page(page.search(text, hits))
        case .sql:
            let (html, status) = page.sqlPage(request.field("sql") ?? "")
            return .page(html, status: status)
        case .query(let name):
            guard let query = try query(name) else { return nil }
            let given = Dictionary(request.fields.map { ($0.name, $0.value) }) { $1 }
            if let unknown = given.keys.sorted().first(where: { name in
                !query.parameters.contains { $0.name == name }
            }) {
                return page.failure(
                    status: 400, "Unknown parameter", "The query \(name) has no parameter “\(unknown)”.")
            }
            let (html, status) = page.savedQuery(query, given: given)
            return .page(html, status: status)
        case .style: return Response(status: 200, type: "text/css; charset=utf-8", body: .text(StyleSheet.text))
        case .script:
            return Response(status: 200, type: "text/javascript; charset=utf-8", body: .text(KeyScript.text))
        case .icon: return Response(status: 200, type: "image/svg+xml", body: .text(StyleSheet.icon))
        default:
            guard destination.isPage else {
                return try picture(destination).map { Response(status: 200, type: "image/png", body: .bytes($0)) }
            }
            return try html(destination, page).map { .page($0) }
        }
    }

    /// Returns a page that depends only on its path; nil if there is no such page.
    func html(_ destination: Destination, _ page: Page) throws -> HTML? {
        switch destination {
        case .home: try page.home()
        case .classPage(let id): try page.classPage(id)
        case .units(let number): try page.unitList(number)
        case .unit(let unit): try page.unitPage(unit)
        case .images(let number): page.imageList(number)
        case .image(let image): try page.imagePage(image)
        case .queries: try page.queryList()
        case .query(let name): try query(name).map { page.savedQuery($0, given: [:]).page }
        default: nil
        }
    }

    private func query(_ name: String) throws -> SavedQuery? {
        guard let queries, queries.names().contains(name) else { return nil }
        return try queries.query(named: name)
    }

    /// Returns a picture as PNG, drawn on first request; nil if there is none.
    func picture(_ destination: Destination) throws -> [UInt8]? {
        if let known = cache[destination] { return known }
        guard let (raster, title) = try raster(destination) else { return nil }
        let bytes = try PNGCodec.encode(raster, text: pictures.notes(title: title), speed: .fast)
        cache.insert(bytes, for: destination, cost: bytes.count)
        return bytes
    }

    private func raster(_ destination: Destination) throws -> (Raster, title: String)? {
        func titled(_ raster: Raster?, _ title: String) -> (Raster, title: String)? { raster.map { ($0, title) } }
        switch destination {
        case .tile(let unit, let rank):
            return titled(try pictures.tile(of: unit, rank: rank), "Unit \(unit), image of rank \(rank)")
        case .picture(let image, let isLarge):
            return titled(try pictures.image(image, isLarge: isLarge), "Image \(image)")
        case .map(let image, let id):
            return titled(try pictures.map(of: image, for: id), "Class activation map of class \(id) on image \(image)")
        case .region(let image, let unit):
            return titled(try pictures.region(of: unit, in: image), "Unit \(unit) in image \(image)")
        case .field(let unit, let index):
            return titled(try pictures.receptiveField(of: unit, index), "Receptive field of unit \(unit)")
        case .segmentation(let unit, let index):
            return titled(try pictures.segmentation(of: unit, index), "Activation mask \(index) of unit \(unit)")
        default: return nil
        }
    }
}

extension Response {
    /// Returns the response with an ETag of its content, or status 304 without a body if the client already has it.
    ///
    /// - Parameter known: The value of `If-None-Match`.
    func tagged(known: String?) -> Response {
        guard status == 200 else { return self }
        let tag = "\"\(SHA256.hexadecimal(of: bytes).prefix(32))\""
        let headers = headers + [("ETag", tag)]
        guard let known, known.split(separator: ",").contains(where: { $0.filter { $0 != " " } == tag }) else {
            return Response(status: status, type: type, body: body, headers: headers)
        }
        return Response(status: 304, type: type, body: .text(""), headers: headers)
    }
}
