/// A JSON value whose objects keep the order of their members.
package indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// A text; null for nil.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// A whole number; null for nil.
    package init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

    /// A number; null for nil.
    package init(_ number: Double?) { self = number.map { .number($0) } ?? .null }

    /// A number; null for nil.
    package init(_ number: Float?) { self = number.map { .number(Double($0)) } ?? .null }

    /// The value on one line.
    package var compact: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        // JSON has no infinity and no NaN.
        case .number(let value): value.isFinite ? NumberFormat.exact(value) : "null"
        case .string(let text): Self.quoted(text)
        case .array(let values): "[" + values.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0)): \($1.compact)" }.joined(separator: ", ") + "}"
        }
    }

    /// The value with one line for each member of the outermost object, and for each object of a list in it; ends in a
    /// line break.
    package var lines: String {
        switch self {
        case .object(let members) where !members.isEmpty:
            "{\n" + members.map { "  \(Self.quoted($0)): \($1.rows(indent: "    "))" }.joined(separator: ",\n")
                + "\n}\n"
        default: rows(indent: "  ") + "\n"
        }
    }

    /// One line for each object of a list of objects.
    private func rows(indent: String) -> String {
        guard case .array(let values) = self, case .object? = values.first else { return compact }
        return "[\n" + values.map { indent + $0.compact }.joined(separator: ",\n") + "\n\(indent.dropLast(2))]"
    }

    /// Returns `text` in quotes, with characters escaped that JSON does not allow in a string.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
}
