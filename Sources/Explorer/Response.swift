/// A response of the site.
struct Response: Sendable, Equatable {
    enum Body: Sendable, Equatable {
        case text(String)
        case bytes([UInt8])
    }

    let status: Int
    let type: String
    let body: Body
    /// Headers in addition to `commonHeaders`.
    var headers: [(name: String, value: String)] = []

    static func page(_ page: HTML, status: Int = 200) -> Response {
        Response(status: status, type: "text/html; charset=utf-8", body: .text(page.text))
    }

    static func == (a: Response, b: Response) -> Bool {
        a.status == b.status && a.type == b.type && a.body == b.body
            && a.headers.elementsEqual(b.headers) { $0 == $1 }
    }

    var bytes: [UInt8] {
        switch body {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }

    /// Security headers of every response: no external resources, no inline scripts, no framing.
    static let commonHeaders: [(name: String, value: String)] = [
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-cache"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
