import Foundation

/// Dictionaries, lists and tuples as Python prints them: `{0: 'tench, Tinca tinca', 1: "goldfish"}`.
enum PythonLiteral {
    /// The same as JSON: text in double quotes, keys that are numbers in quotes, no comma after the last item. Text that is
    /// neither Python nor JSON stays neither.
    static func json(_ data: Data) -> Data {
        var result: [UInt8] = []
        var (quote, isEscaped) = (UInt8?.none, false)
        let doubleQuote = UInt8(ascii: "\"")
        for byte in data {
            if let open = quote {
                if isEscaped {
                    // JSON has no escape for an apostrophe.
                    if byte == UInt8(ascii: "'") { result.removeLast() }
                    result.append(byte)
                    isEscaped = false
                } else if byte == open {
                    result.append(doubleQuote)
                    quote = nil
                } else {
                    if byte == doubleQuote { result.append(UInt8(ascii: "\\")) }
                    result.append(byte)
                    isEscaped = byte == UInt8(ascii: "\\")
                }
                continue
            }
            switch byte {
            case doubleQuote, UInt8(ascii: "'"):
                quote = byte
                result.append(doubleQuote)
            case UInt8(ascii: "("): result.append(UInt8(ascii: "["))
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if result.last == UInt8(ascii: ",") { result.removeLast() }
                result.append(byte == UInt8(ascii: ")") ? UInt8(ascii: "]") : byte)
            case UInt8(ascii: ":"):
                let digits = result.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
                if digits > 0 {
                    result.insert(doubleQuote, at: result.count - digits)
                    result.append(doubleQuote)
                }
                result.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
            default: result.append(byte)
            }
        }
        return Data(result)
    }
}
