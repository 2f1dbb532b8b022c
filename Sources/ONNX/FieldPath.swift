/// A field of a model file, with the messages around it from the outermost on: `graph > node 12 'conv1' > attribute 2
/// 'kernel_shape' > ints`.
package struct FieldPath: Equatable, Sendable, CustomStringConvertible {
    /// A field of a message, named as in onnx.proto.
    package struct Step: Equatable, Sendable {
        package let field: String
        /// The 0-based index if the field is a list of messages.
        package let index: Int?
        /// The name of the message in the field, if it has one that precedes the error.
        package let name: String?

        package init(field: String, index: Int? = nil, name: String? = nil) {
            (self.field, self.index, self.name) = (field, index, name)
        }
    }

    /// Empty if the error is between the fields of the file.
    package let steps: [Step]

    package init(steps: [Step]) {
        self.steps = steps
    }

    package var description: String {
        let texts = steps.map { step in
            let index = step.index.map { " \($0)" } ?? ""
            return step.field + index + (step.name.map { " \(quoted($0))" } ?? "")
        }
        return texts.isEmpty ? "the file" : texts.joined(separator: " > ")
    }
}
