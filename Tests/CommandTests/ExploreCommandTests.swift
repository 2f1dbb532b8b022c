import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// `unit-atlas explore`, spoken to over a socket.
struct ExploreCommandTests {
    private func get(_ address: String, method: String = "GET", host: String? = nil) async throws -> (Int, String) {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = method
        if let host { request.setValue(host, forHTTPHeaderField: "Host") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = try #require(response as? HTTPURLResponse).statusCode
        return (status, String(decoding: data, as: UTF8.self))
    }

    @Test func itServesUntilItIsInterrupted() async throws {
        let tiny = try TinyAtlas.indexed()
        let before = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        let server = try Program.Running(["explore", tiny.atlas, "--port", "0"])
        let address = try #require(try server.firstLine())
        #expect(address.hasPrefix("http://127.0.0.1:"))
        let port = try #require(URL(string: address)?.port)
        #expect(port > 0)

        let home = try await get(address)
        #expect(home.0 == 200)
        #expect(home.1.contains("<span class=\"text\" title=\"red, crimson\">red</span>"))
        #expect(try await get(address + "class/0").0 == 200)
        #expect(try await get(address + "picture/unit/0/1.png").0 == 200)
        #expect(try await get(address + "query/top-units?class=sea&limit=1").1.contains("<a href=\"/unit/2\">2</a>"))
        #expect(try await get(address + "class/7").0 == 404)
        #expect(try await get(address + "sql?sql=DELETE+FROM+image").0 == 400)
        #expect(try await get(address, method: "POST").0 == 405)
        #expect(try await get(address, host: "evil.example:\(port)").0 == 421)
        #expect(try await get(address, method: "HEAD").1.isEmpty)

        let second = try tiny.run(["explore", tiny.atlas, "--port", "\(port)"])
        expectRefusal(second, "Port \(port) is in use by another program", "--port")

        server.interrupt()
        let outcome = try server.end()
        #expect(outcome.status == 0)
        #expect(outcome.stdout == address + "\n")
        #expect(outcome.messages == ["Press Ctrl-C to stop."])
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.atlas)) == before)
        #expect(tiny.atlasFiles == ["tiny.sqlite"])
    }

    @Test func itWritesPages() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["explore", tiny.atlas, "--export", "pages"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "pages/index.html\n")
        #expect(FileManager.default.fileExists(atPath: tiny.folder.file("pages/class/2.html")))
        #expect(FileManager.default.fileExists(atPath: tiny.folder.file("pages/picture/image/1/class-0.png")))
        try tiny.folder.write("mine", to: "other/notes.txt")
        expectRefusal(try tiny.run(["explore", tiny.atlas, "--export", "other"]), "other")
        // Without the network no maps, and the page says why.
        let bare = try tiny.run(["explore", tiny.atlas, "--export", "bare", "--no-maps"])
        #expect(bare.status == 0)
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.file("bare/picture/image/1/class-0.png")))
        let page = try String(contentsOfFile: tiny.folder.file("bare/image/1.html"), encoding: .utf8)
        #expect(page.contains("Class activation maps are disabled on these pages."))
    }

    /// A picture that cannot be drawn is told, is a gap on its page, and is drawn by the next export that can.
    @Test func itTellsWhichPicturesLack() throws {
        let tiny = try TinyAtlas.indexed()
        let (image, aside) = (tiny.folder.file("images/blue/odd.png"), tiny.folder.file("odd.png"))
        try FileManager.default.moveItem(atPath: image, toPath: aside)
        let outcome = try tiny.run(["explore", tiny.atlas, "--export", "pages"])
        #expect(outcome.status == 2, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(": picture/"), "\(outcome.stderr)")
        #expect(FileManager.default.fileExists(atPath: tiny.folder.file("pages/index.html")))
        try FileManager.default.moveItem(atPath: aside, toPath: image)
        let again = try tiny.run(["explore", tiny.atlas, "--export", "pages"])
        #expect(again.status == 0, "\(again.stderr)")
    }

    @Test func whatItRefuses() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["explore", "no.sqlite"]), "no.sqlite")
        expectRefusal(try tiny.run(["explore", tiny.atlas, "--port", "70000"]), status: 64, "--port")
        expectRefusal(try tiny.run(["explore", tiny.atlas, "--head", "none"]), "“none”")
    }
}
