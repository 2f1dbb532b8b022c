import Testing

@testable import Explorer

/// Requests that another site caused are refused: any page in the browser can send them.
struct RequestOriginTests {
    private let tiny: TinySite

    init() throws { tiny = try TinySite() }

    private func status(_ headers: [String], host: String) -> Int {
        let pairs = headers.map { header -> (name: String, value: String) in
            let parts = header.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts[1].drop { $0 == " " }.description)
        }
        return tiny.get("/sql?sql=SELECT+1", host: host, headers: pairs).status
    }

    @Test(arguments: ["127.0.0.1:8042", "localhost:8042", "LocalHost:8042"])
    func ownRequestsAreAnswered(_ host: String) {
        for headers in [
            [], ["Sec-Fetch-Site: none"], ["Sec-Fetch-Site: same-origin"], ["SEC-FETCH-SITE: Same-Origin"],
            ["Origin: http://\(host)"], ["Origin: HTTP://\(host.uppercased())"], ["Referer: http://\(host)"],
            ["Referer: http://\(host)/"], ["Referer: http://\(host)/class/3?x=http://evil.example/"],
            ["Sec-Fetch-Site: same-origin", "Origin: http://\(host)", "Referer: http://\(host)/queries"],
            ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Sec-Fetch-User: ?1"],
        ] {
            #expect(status(headers, host: host) == 200, "\(headers)")
        }
    }

    @Test(arguments: [
        ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"], ["sec-fetch-site: CROSS-SITE"],
        ["Sec-Fetch-Site: unheard-of"], ["Sec-Fetch-Site: "], ["Sec-Fetch-Site: none, cross-site"],
        ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"], ["Origin: null"],
        ["Origin: http://evil.example"],
        ["Origin: https://127.0.0.1:8042"], ["Origin: http://127.0.0.1"], ["Origin: http://127.0.0.1:8043"],
        ["Origin: http://127.0.0.1:80421"], ["Origin: http://localhost:8042"], ["Origin: http://[::1]:8042"],
        ["Origin: http://127.0.0.1:8042.evil.example"], ["Origin: http://127.0.0.1:8042/"], ["Origin: file://"],
        ["Referer: http://evil.example/"], ["Referer: http://EVIL.EXAMPLE/http://127.0.0.1:8042/"],
        ["Referer: https://127.0.0.1:8042/"], ["Referer: http://127.0.0.1:8043/"], ["Referer: http://127.0.0.1/"],
        ["Referer: http://127.0.0.1:8042@evil.example/"], ["Referer: http://127.0.0.1:8042.evil.example/"],
        ["Referer: http://127.0.0.1:8042?x"], ["Referer: about:blank"],
        ["Sec-Fetch-Site: same-origin", "Origin: http://evil.example"],
        ["Sec-Fetch-Site: none", "Referer: http://evil.example/"],
        ["Origin: http://127.0.0.1:8042", "Referer: http://evil.example/"],
    ])
    func othersAreNot(_ headers: [String]) {
        #expect(status(headers, host: "127.0.0.1:8042") == 403)
    }

    /// Neither a page, nor a picture, nor a redirection tells what the atlas holds.
    @Test func nothingIsTold() {
        for target in ["/", "/class/0", "/picture/unit/0/1.png", "/search?q=LEAF", "/style.css", "/none"] {
            for method in ["GET", "HEAD", "POST"] {
                let response = tiny.get(target, method: method, headers: [("Sec-Fetch-Site", "cross-site")])
                #expect(response.status == 403)
                let text = String(decoding: response.bytes, as: UTF8.self)
                #expect(text.contains("Request from another site") && text.contains("href=\"/\""))
                #expect(!text.contains("crimson"))
            }
        }
    }
}
