import Testing

/// What belongs together is one value, not a row of parameters.
struct ParameterTests {
    private static let most = 6

    /// Exempt are initializers that store each of their parameters, and the kernels.
    @Test func parameterListsAreShort() throws {
        var count = 0
        for file in try SourceFiles.all(under: "Sources") where file.module != "Kernels" {
            for declaration in try Declaration.all(in: file) {
                count += 1
                guard declaration.parameters.count > Self.most, !declaration.isMemberwise else { continue }
                Issue.record(
                    "\(file.path):\(declaration.line): \(declaration.name) has \(declaration.parameters.count) parameters"
                )
            }
        }
        #expect(count > 1000)
    }

    @Test func everyParameterIsCounted() throws {
        let text = """
            struct Pair {
                init(_ a: Int, b c: [Int: String] = [1: "a, b)"], make: (Int, Int) -> Int) {
                    (self.a, self.c) = (a, c)
                    self.make = make
                }
                private func sum<T: Numeric>(_ x: T, // and another, like it
                    y: T) -> T { other.init(x, y) }
                subscript(index: Int) -> Int { index }
                func none() {}
            }
            """
        let file = SourceFiles.File(path: "Sources/A/A.swift", lines: text.split(separator: "\n").map(String.init))
        let found = try Declaration.all(in: file)
        #expect(found.map(\.name) == ["init", "sum", "subscript", "none"])
        #expect(found.map(\.parameters) == [["a", "c", "make"], ["x", "y"], ["index"], []])
        #expect(found.map(\.line) == [2, 6, 8, 9])
        #expect(found.map(\.isMemberwise) == [true, false, false, false])
    }
}

/// A function, an initializer or a subscript in a file.
private struct Declaration {
    let name: String
    /// The line in the file, from 1.
    let line: Int
    /// The names of the parameters inside the declaration.
    let parameters: [String]
    /// Whether this is an initializer that stores each of its parameters under its name.
    let isMemberwise: Bool

    static func all(in file: SourceFiles.File) throws -> [Declaration] {
        let start = try Regex(
            #"^\s*(?:@?[a-z]\w*(?:\(set\))?\s+)*?(?:func\s+([^\s(<]+)|(init)[?!]?|(subscript))\s*(?:<[^(]*>)?\("#,
            as: (Substring, Substring?, Substring?, Substring?).self)
        let lines = codeAlone(file)
        return lines.indices.compactMap { index in
            guard ["func ", "init", "subscript"].contains(where: lines[index].contains),
                let match = lines[index].firstMatch(of: start)
            else { return nil }
            let name = String(match.output.1 ?? match.output.2 ?? match.output.3 ?? "")
            let first = String(lines[index][match.range.upperBound...])
            let rest = ([first] + lines[(index + 1)...].prefix(100)).joined(separator: "\n")
            let (list, after) = enclosed(rest[...], by: ("(", ")"))
            let parameters = names(list)
            let body = enclosed(after.drop { $0 != "{" }.dropFirst(), by: ("{", "}")).inside
            let isMemberwise =
                name == "init" && parameters.allSatisfy { parameter in body.contains("self.\(parameter)") }
            return Declaration(name: name, line: index + 1, parameters: parameters, isMemberwise: isMemberwise)
        }
    }

    /// The lines of a file without comments and without what stands in quotes.
    private static func codeAlone(_ file: SourceFiles.File) -> [String] {
        var isInText = false
        return file.lines.map { line in
            defer { if line.matches(of: /"""/).count % 2 == 1 { isInText.toggle() } }
            if isInText { return "" }
            let code = line.replacing("\\\"", with: "").split(separator: "\"", omittingEmptySubsequences: false)
                .enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "\"\"")
            return code.firstRange(of: "//").map { String(code[..<$0.lowerBound]) } ?? code
        }
    }

    /// Splits `text`, which follows an opening bracket, at the bracket that closes it.
    private static func enclosed(
        _ text: Substring, by brackets: (open: Character, close: Character)
    ) -> (inside: Substring, after: Substring) {
        var depth = 1
        for index in text.indices {
            if text[index] == brackets.open { depth += 1 }
            if text[index] == brackets.close { depth -= 1 }
            if depth == 0 { return (text[..<index], text[text.index(after: index)...]) }
        }
        return (text, "")
    }

    /// The names inside the declaration of the parameters in a list.
    private static func names(_ list: Substring) -> [String] {
        var depth = 0
        var pieces = [""]
        for (character, previous) in zip(list, " " + list) {
            if "([{<".contains(character) { depth += 1 }
            if ")]}".contains(character) || character == ">" && previous != "-" { depth -= 1 }
            if character == ",", depth == 0 { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces.compactMap { piece in
            piece.split(separator: ":").first?.split(whereSeparator: \.isWhitespace).last.map(String.init)
        }
    }
}
