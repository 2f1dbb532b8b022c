/// The argument parser's messages, in the style of this program's own.
enum ParserMessage {
    /// Returns a message with “curly” quotes instead of 'straight' ones, and with commands in backticks.
    ///
    ///     ParserMessage.quoted("Unknown option '--x'.")           // "Unknown option “--x”."
    ///     ParserMessage.quoted("See 'unit-atlas rank --help'.")   // "See `unit-atlas rank --help`."
    static func quoted(_ message: String) -> String {
        message.replacing(/(^|[\s(])'([^'\n]+)'/) { match in
            let text = match.output.2
            return text.hasPrefix("unit-atlas") ? "\(match.output.1)`\(text)`" : "\(match.output.1)“\(text)”"
        }
    }
}
