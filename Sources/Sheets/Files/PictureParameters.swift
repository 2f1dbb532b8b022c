/// The parameters that a picture depends on, in a fixed order.
///
/// The default name of a picture's file consists of the subject and the parameters that differ from their defaults, and
/// the picture's text chunk lists all parameters. Pictures with different parameters therefore never have the same
/// default name, and the parameters of a picture can be read from its file.
package struct PictureParameters: Sendable, Equatable {
    /// One parameter with its value.
    package struct Parameter: Sendable, Equatable {
        /// The name that users know it by: `tile-size`.
        package let name: String
        /// The value as text: `112`.
        package let value: String
        /// The part of a file's name that stands for the value; nil if the value is the default.
        package let mark: String?
    }

    /// All parameters; the first is the subject of a whole picture.
    package private(set) var parameters: [Parameter] = []

    /// No parameters.
    package init() {}

    /// The subject of a picture, with which the file's name begins.
    package init(subject name: String, _ value: String, mark: String) { add(name, value, mark: mark) }

    /// Adds a parameter. Its mark in file names is `name-value`.
    package mutating func add(_ name: String, _ value: String, default usual: String?) {
        add(name, value, mark: value == usual ? nil : "\(name)-\(SheetFiles.identifier(value))")
    }

    /// Adds a whole number.
    package mutating func add(_ name: String, _ value: some BinaryInteger, default usual: some BinaryInteger) {
        add(name, "\(value)", default: "\(usual)")
    }

    /// Adds a number, written with as many digits as identify it.
    package mutating func add(_ name: String, _ value: Double, default usual: Double) {
        add(name, Self.text(value), default: Self.text(usual))
    }

    /// Adds a switch that is off by default. Its mark in file names is `name`.
    package mutating func add(_ name: String, _ isOn: Bool) {
        add(name, isOn ? "yes" : "no", mark: isOn ? name : nil)
    }

    /// Adds a parameter with a mark of its own; nil if the value is the default.
    package mutating func add(_ name: String, _ value: String, mark: String?) {
        parameters.append(Parameter(name: name, value: value, mark: mark))
    }

    /// Adds the parameters of `other`.
    package mutating func add(_ other: PictureParameters) { parameters += other.parameters }

    /// The parts of a file's name, in order.
    package var marks: [String] { parameters.compactMap(\.mark) }

    /// All parameters for a text chunk, those that differ from their defaults first:
    /// `class 5 garage, rows 3; defaults: columns 9, tile-size 112`.
    package var text: String {
        func list(_ parameters: [Parameter]) -> String {
            parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        }
        let given = list(parameters.filter { $0.mark != nil })
        let usual = list(parameters.filter { $0.mark == nil })
        return [given, usual.isEmpty ? "" : "defaults: " + usual].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// The shortest text that identifies a number: `0.4`, `65`.
    package static func text(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
