/// A request for a page or a file of the site: the path and the fields of its target.
struct Request: Sendable {
    /// The path, percent-decoded and without the leading slash.
    let path: String
    /// Names and values of the query, in order.
    let fields: [(name: String, value: String)]
    /// The value of `If-None-Match`.
    var knownTag: String?

    init(path: String, fields: [(name: String, value: String)] = [], knownTag: String? = nil) {
        self.path = path
        self.fields = fields
        self.knownTag = knownTag
    }

    /// Parses a target, `/class/3?x=1`; nil if it is not percent-encoded UTF-8.
    init?(target: String, knownTag: String? = nil) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, first.hasPrefix("/"),
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

    /// Returns the value of a field; the last one if several have that name.
    func field(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// Returns percent-decoded text; nil if it is invalid.
    ///
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
