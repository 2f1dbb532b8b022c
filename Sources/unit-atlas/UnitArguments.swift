/// Lists of units on the command line, which may be several arguments: `--units 3 7 12`.
enum UnitArguments {
    /// Joins the units that follow `--units` to one argument, so that the next argument which is not a unit is not taken
    /// for one: `--units 3 7 photo.jpg` becomes `--units 3,7 photo.jpg`.
    static func joined(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            result.append(argument)
            guard argument == "--units" else { continue }
            let units = rest.prefix(while: isUnits)
            guard !units.isEmpty else { continue }
            result.append(units.joined(separator: ","))
            rest = rest.dropFirst(units.count)
        }
        return result
    }

    /// Whether a text is a list of units: `3`, `3,7`, `0-15`.
    private static func isUnits(_ text: String) -> Bool {
        text.first?.isNumber == true && text.allSatisfy { $0.isASCII && $0.isNumber || "-,".contains($0) }
    }
}
