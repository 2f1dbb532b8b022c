import ArgumentParser
import Foundation

/// Reports unknown commands and options, with the nearest known one.
enum CommandSuggestion {
    /// The message for the first option of a refused command line that the command does not have and that is close to
    /// one it has; nil if there is none. A mistyped option is often the reason, whatever the parser complains about.
    static func message(forOptionsOf arguments: [String], root: any ParsableCommand.Type) -> String? {
        let (command, path) = command(of: arguments, root: root)
        let help = root.helpMessage(for: command, columns: 1000)
        let known = Set(help.matches(of: /--[a-z][a-z0-9-]*/).map { String($0.output) }).union(["--help", "--version"])
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let option = String(argument.prefix { $0 != "=" })
            guard !known.contains(option), let name = nearest(to: option, in: known.sorted()) else { continue }
            return """
                Error: Unknown option “\(option)”. Did you mean “\(name)”?
                Usage: \(root.usageString(for: command))
                  See `\(root._commandName) \(path)--help` for more information.
                """
        }
        return nil
    }

    /// The command that the arguments begin with, and its name followed by a space.
    private static func command(
        of arguments: [String], root: any ParsableCommand.Type
    ) -> (command: any ParsableCommand.Type, path: String) {
        var (command, path) = (root, "")
        for argument in arguments {
            guard
                let next = command.configuration.subcommands.first(where: { $0._commandName == argument })
            else { break }
            (command, path) = (next, path + argument + " ")
        }
        return (command, path)
    }

    /// Checks the command, and the subcommand where there is one, before the parser sees them.
    ///
    /// - Throws: `ValidationError` for a name that no command has.
    static func check(_ arguments: [String], root: any ParsableCommand.Type) throws {
        var command = root
        var path = ""
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
            guard let next = subcommands.first(where: { $0._commandName == argument }) else {
                let names = subcommands.map { $0._commandName }
                throw ValidationError(message(argument, names, path: path))
            }
            command = next
            path += argument + " "
        }
    }

    /// The name in `names` nearest to `text`; nil if all are further away than a typing error.
    static func nearest(to text: String, in names: [String]) -> String? {
        if text.count > 1, let whole = names.first(where: { $0.hasPrefix(text) }) { return whole }
        let ranked = names.map { (name: $0, distance: distance(Array(text), Array($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance <= max(2, text.count / 3)
        else { return nil }
        return best.name
    }

    private static func message(_ text: String, _ names: [String], path: String) -> String {
        if let name = nearest(to: text, in: names) {
            return "Unknown command “\(path)\(text)”. Did you mean “\(path)\(name)”?"
        }
        return "Unknown command “\(path)\(text)”. Commands: \(names.joined(separator: ", "))."
    }

    /// The edit distance, in which a swap of neighbours counts once (optimal string alignment).
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var rows = [[Int](0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
