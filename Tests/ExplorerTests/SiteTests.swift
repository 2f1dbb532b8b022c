@testable import Explorer
import Foundation
import Store
import Testing
import Units

/// What is answered to which request.
struct SiteTests {
    private let tiny: TinySite

    init() throws { tiny = try TinySite() }

    @Test func everyPageIsThere() throws {
        let image = try tiny.image("blue/odd.png")
        let pages = [
            "/", "/index", "/class/0", "/class/2", "/units", "/units/1", "/unit/0", "/unit/4", "/images/1",
            "/image/\(image)",
            "/queries", "/query/words", "/query/words?class=1", "/query/all-images", "/search", "/search?q=re", "/sql",
            "/sql?sql=SELECT+1",
        ]
        for page in pages {
            let response = tiny.get(page)
            #expect(response.status == 200, "\(page)")
            #expect(response.type == "text/html; charset=utf-8", "\(page)")
        }
        let pictures = [
            "unit/0/1", "image/\(image)/small", "image/\(image)/large", "image/\(image)/class-0",
            "image/\(image)/class-2",
            "image/\(image)/unit-2",
        ]
        for picture in pictures {
            let response = tiny.get("/picture/\(picture).png")
            #expect(response.status == 200, "\(picture)")
            #expect(response.type == "image/png")
            #expect(response.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
        #expect(tiny.get("/style.css").type == "text/css; charset=utf-8")
        #expect(tiny.get("/keys.js").type == "text/javascript; charset=utf-8")
    }

    @Test(arguments: [
        "/class/3", "/class/99999999999999999999", "/class/-1", "/unit/5", "/units/2", "/image/0", "/image/7",
        "/images/2",
        "/query/none", "/picture/unit/0/17.png", "/picture/unit/9/1.png", "/picture/image/1/class-9.png",
        "/favicon.ico",
        "/../tiny.sqlite", "/..%2ftiny.sqlite", "/%2e%2e/%2e%2e/etc/passwd", "/tiny.sqlite", "/images/red/full.png",
        "/picture/unit/0/field-0.png", "/picture/unit/0/segmentation-0.png", "//", "/query/..%2f..%2fwords",
    ])
    func nothingElseIsThere(_ target: String) {
        let response = tiny.get(target)
        #expect(response.status == 404, "\(target)")
        #expect(response.type == "text/html; charset=utf-8")
        #expect(String(decoding: response.bytes, as: UTF8.self).contains("Page not found"))
    }

    @Test(arguments: ["", "class/0", "/%", "/%2", "/%zz", "/%00", "/%ff", "/sql?sql=%c3", "http://127.0.0.1/"])
    func notAnAddress(_ target: String) { #expect(tiny.get(target).status == 400) }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
    func nothingIsWritten(_ method: String) {
        let response = tiny.get("/", method: method)
        #expect(response.status == 405)
        #expect(response.headers.contains { $0 == ("Allow", "GET, HEAD") })
    }

    @Test func otherHostsGetNothing() {
        for host in ["127.0.0.1:8042", "localhost:8042", "LOCALHOST:8042", "[::1]:8042"] {
            #expect(tiny.get("/", host: host).status == 200, "\(host)")
        }
        for host in [nil, "", "127.0.0.1", "127.0.0.1:8043", "evil.example:8042", "127.0.0.1.evil.example:8042"] {
            let response = tiny.get("/", host: host)
            #expect(response.status == 421)
            #expect(!String(decoding: response.bytes, as: UTF8.self).contains("crimson"))
        }
    }

    @Test func namesAreEscapedEverywhere() throws {
        let image = try tiny.image("blue/odd.png")
        let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;red&quot;"
        for page in [
            "/", "/class/0", "/class/2", "/unit/0", "/image/\(image)", "/units/1", "/images/1", "/search?q=crimson",
        ] {
            let response = tiny.get(page)
            let text = String(decoding: response.bytes, as: UTF8.self)
            #expect(!text.contains("<script>"), "\(page)")
            #expect(response.status == 303 || text.contains(escaped), "\(page)")
        }
        let rows = tiny.text("/sql?sql=SELECT+name,+'%3Cb%3E'+AS+%22%3Ci%3E%22+FROM+class")
        #expect(rows.contains(escaped) && rows.contains("&lt;b&gt;") && rows.contains("&lt;i&gt;"))
        for target in [
            "/%3Cimg%20src=x%3E", "/search?q=%22%3E%3Cimg+src%3Dx%3E", "/sql?sql=%3C/textarea%3E%3Cimg+src%3Dx%3E",
            "/query/words?%3Cimg+src%3Dx%3E=1", "/query/words?class=%22%3E%3Cimg+src%3Dx%3E",
        ] {
            #expect(!tiny.text(target).contains("<img src=x"), "\(target)")
        }
    }

    /// Nothing that the page's policy would have to forbid.
    @Test func pagesHoldNoScriptsAndNoStyles() throws {
        let image = try tiny.image("blue/odd.png")
        for page in ["/", "/class/2", "/unit/0", "/image/\(image)", "/queries", "/query/words?class=2"] {
            let text = tiny.text(page)
            #expect(!text.contains(" style="), "\(page)")
            #expect(text.firstMatch(of: /\son[a-z]+=/) == nil, "\(page)")
            #expect(text.matches(of: /<script/).count == 1, "\(page)")
            #expect(text.firstMatch(of: /(src|href|action)="(https?:)?\/\//) == nil, "\(page)")
        }
        #expect(
            Response.commonHeaders.contains {
                $0.name == "Content-Security-Policy" && $0.value.hasPrefix("default-src 'self'")
            })
    }

    @Test func whatIsKnownIsNotSentAgain() throws {
        for target in ["/class/0", "/picture/unit/0/1.png", "/style.css"] {
            let first = tiny.get(target)
            let tag = try #require(first.headers.first { $0.name == "ETag" }?.value)
            let second = tiny.get(target, tag: "\"0\", \(tag)")
            #expect(second.status == 304)
            #expect(second.bytes.isEmpty)
            #expect(tiny.get(target, tag: "\"0\"") == first)
        }
    }

    @Test func searchLeadsToTheOnlyOne() {
        func location(_ text: String) -> String? {
            tiny.get("/search?q=" + text).headers.first { $0.name == "Location" }?.value
        }
        #expect(location("LEAF") == "/class/1")
        #expect(location("n00000003") == "/class/2")
        #expect(location("unit+3") == "/unit/3")
        #expect(location("4") == "/unit/4")
        #expect(location("words") == "/query/words")
        // A class and a unit.
        #expect(location("1") == nil)
        let both = tiny.text("/search?q=1")
        #expect(both.contains("href=\"/class/1\"") && both.contains("href=\"/unit/1\""))
        let paths = tiny.text("/search?q=full.png")
        #expect(paths.matches(of: /loading="lazy"/).count == 3)
        #expect(tiny.text("/search?q=zebra").contains("No results for “zebra”"))
    }
}
