/// What the site says to a request.
struct Answer: Sendable, Equatable {
    enum Body: Sendable, Equatable {
        case text(String)
        case bytes([UInt8])
    }

    let status: Int
    let type: String
    let body: Body
    /// Besides those that every answer has.
    var headers: [(name: String, value: String)] = []

    static func page(_ page: HTML, status: Int = 200) -> Answer {
        Answer(status: status, type: "text/html; charset=utf-8", body: .text(page.text))
    }

    static func == (a: Answer, b: Answer) -> Bool {
        a.status == b.status && a.type == b.type && a.body == b.body
            && a.headers.elementsEqual(b.headers) { $0 == $1 }
    }

    var bytes: [UInt8] {
        switch body {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }

    /// What is told to browsers with every answer: nothing comes from elsewhere, runs inside the page, or shows it in a frame.
    static let commonHeaders: [(name: String, value: String)] = [
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-cache"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}

/// A request that reads.
struct Inquiry: Sendable {
    /// Percent-encoding resolved, without the slash at its beginning.
    let path: String
    /// Names and values of a form, in order.
    let fields: [(name: String, value: String)]
    /// What `If-None-Match` says.
    var knownTag: String?

    init(path: String, fields: [(name: String, value: String)] = [], knownTag: String? = nil) {
        self.path = path
        self.fields = fields
        self.knownTag = knownTag
    }

    /// From a request's target, `/class/3?x=1`; nil where its encoding is not that of a URL in UTF-8.
    init?(target: String, knownTag: String? = nil) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard target.utf8.count <= 16_384, let first = parts.first, first.hasPrefix("/"),
            let path = Self.decoded(first.dropFirst(), plus: false)
        else { return nil }
        var fields: [(name: String, value: String)] = []
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0], plus: true),
                let value = Self.decoded(sides.count > 1 ? sides[1] : "", plus: true)
            else { return nil }
            fields.append((name, value))
        }
        self.init(path: path, fields: fields, knownTag: knownTag)
    }

    func field(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// - Parameter plus: Whether `+` stands for a space, as in forms.
    private static func decoded(_ text: Substring, plus: Bool) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+") where plus: bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                    value != 0
                else { return nil }
                bytes.append(value)
                rest.removeFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
