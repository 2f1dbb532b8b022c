import ArgumentParser

/// Checks that several commands make of their options. Messages name only the options that are wrong.
enum OptionChecks {
    /// - Throws: `ValidationError` that names the options whose number is not positive; nil is an option not given.
    static func positive(_ options: KeyValuePairs<String, Int?>) throws {
        let wrong = options.filter { $0.value.map { $0 <= 0 } == true }.map(\.key)
        guard wrong.isEmpty else { throw ValidationError("\(list(wrong)) must be positive.") }
    }

    /// - Parameters:
    ///   - options: Whether each option is given.
    ///   - reason: The message for the names of those that are.
    /// - Throws: `ValidationError` if any of the options is given.
    static func absent(_ options: KeyValuePairs<String, Bool>, _ reason: (String) -> String) throws {
        let given = options.filter(\.value).map(\.key)
        guard given.isEmpty else { throw ValidationError(reason(list(given))) }
    }

    /// `--limit`, `--limit and --threads`, `--limit, --explain and --threads`.
    private static func list(_ names: [String]) -> String {
        names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }
}
