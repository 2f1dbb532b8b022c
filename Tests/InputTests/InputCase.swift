import TestSupport
import Testing

/// One kind of input: how it is written, and what is read from it.
struct InputCase: Sendable, CustomTestStringConvertible {
    /// What has to come out.
    enum Expectation: Sendable {
        /// What was read, as one line of text.
        case value(String)
        /// It is refused, with an error that `matches`; the folder is the one that the input was written to.
        case refusal(matches: @Sendable (any Error, TemporaryFolder) -> Bool, description: String)
    }

    /// The section of the page “Input formats”.
    let section: String
    /// The form as that section's table names it. Several cases may be of one form.
    let form: String
    /// What sets this case apart from others of the form.
    let name: String
    let expectation: Expectation
    /// Writes the input to an empty folder, reads it, and describes what was read.
    let read: @Sendable (TemporaryFolder) throws -> String

    var testDescription: String { "\(section): \(form): \(name)" }

    /// A case whose input is read.
    static func reads(
        _ form: String, _ name: String, in section: String, as value: String,
        _ read: @escaping @Sendable (TemporaryFolder) throws -> String
    ) -> InputCase {
        InputCase(section: section, form: form, name: name, expectation: .value(value), read: read)
    }

    /// A case whose input is refused with the error that `error` makes of the folder.
    static func refuses<Refusal: Error & Equatable & Sendable>(
        _ form: String, _ name: String, in section: String,
        with error: @escaping @Sendable (TemporaryFolder) -> Refusal,
        _ read: @escaping @Sendable (TemporaryFolder) throws -> String
    ) -> InputCase {
        InputCase(
            section: section, form: form, name: name,
            expectation: .refusal(
                matches: { ($0 as? Refusal) == error($1) }, description: "\(Refusal.self)"),
            read: read)
    }
}
