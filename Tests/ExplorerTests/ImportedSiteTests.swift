@testable import Explorer
import Foundation
import Tensors
import TestSupport
import Testing
import UnitAtlas

/// Atlases that lack something: a network, images, labels, a head.
struct ImportedSiteTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // Two images, three units, maps of 1×2 cells.
        let maps = Tensor(shape: [2, 3, 1, 2], values: [1, 3, 0, 0, 2, 2, 0, 0, 4, 0, 1, 0])
        try NumPyFile.write(maps, to: folder.file("maps.npy"))
        let weights = Tensor(shape: [2, 3], values: [1, 0, 0.5, 0, 2, 0])
        try NumPyFile.write(weights, to: folder.file("weights.npy"))
    }

    private func site(hasHead: Bool) throws -> Site {
        var request = ImportRequest(maps: folder.file("maps.npy"))
        if hasHead { request.weights = folder.file("weights.npy") }
        _ = try Atlas.importActivations(request, into: folder.file("x.sqlite"))
        // The arrays are no longer needed.
        try FileManager.default.removeItem(atPath: request.maps)
        let exploration = try Exploration(Atlas(folder.file("x.sqlite")))
        return try Site(exploration, try ExplorationPictures(exploration), queries: nil)
    }

    private func get(_ site: Site, _ target: String) -> (status: Int, text: String) {
        let response = site.respond(to: RequestHead(target: target, headers: [("Host", "localhost:1")]), port: 1)
        return (response.status, response.type == "image/png" ? "" : String(decoding: response.bytes, as: UTF8.self))
    }

    @Test func withoutANetwork() throws {
        let site = try site(hasHead: true)
        for target in ["/", "/class/0", "/unit/0", "/units/1", "/images/1", "/queries", "/picture/unit/0/1.png"] {
            #expect(get(site, target).status == 200, "\(target)")
        }
        let image = get(site, "/image/1")
        #expect(image.status == 200)
        #expect(image.text.contains("there is no network for computing maps"))
        #expect(!image.text.contains("class-0.png"))
        // 2 + 0.5 · 2, and no bias.
        #expect(image.text.matches(of: /<td class="number">\+3\.000<\/td><\/tr>/).count >= 2)
        #expect(get(site, "/picture/image/1/class-0.png").status == 404)
        #expect(get(site, "/picture/image/1/unit-0.png").status == 404)
        _ = try SiteExport(site, threads: 1).write(into: folder.file("out")) { _, _ in }
        #expect(folder.contents.contains("out"))
    }

    @Test func withoutAHead() throws {
        let site = try site(hasHead: false)
        for target in ["/", "/unit/2", "/units/1", "/image/2", "/images/1", "/search?q=unit", "/sql?sql=SELECT+1"] {
            #expect(get(site, target).status == 200, "\(target)")
        }
        #expect(get(site, "/").text.contains("The atlas has no head"))
        #expect(get(site, "/class/0").status == 404)
        #expect(get(site, "/image/2").text.contains("No prediction"))
    }
}
