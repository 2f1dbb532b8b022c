/// What is known across all messages while a file is decoded: how many fields it has, and where an error occurred.
struct WireDecoding {
    /// The maximum number of fields with bytes, text or messages. A network of a thousand layers has about ten thousand;
    /// millions of empty messages would take much more memory than their file.
    static let largestFieldCount = 1_000_000

    private var fieldCount = 0
    private var steps: [FieldPath.Step] = []
    /// The index in the file's data of the byte where decoding failed.
    private(set) var position: Int?

    /// The field where decoding failed.
    var place: FieldPath { FieldPath(steps: steps.reversed()) }

    /// Counts a field with bytes, text or a message.
    mutating func count() throws(WireError) {
        fieldCount += 1
        guard fieldCount <= Self.largestFieldCount else { throw .tooManyFields(limit: Self.largestFieldCount) }
    }

    /// Records the field of the innermost message in which decoding failed; outer messages add theirs by `failed(in:)`.
    mutating func failed(at position: Int, field: String?) {
        guard self.position == nil else { return }
        self.position = position
        if let field { steps.append(FieldPath.Step(field: field)) }
    }

    /// Records the message around the field in which decoding failed.
    mutating func failed(in step: FieldPath.Step) {
        steps.append(step)
    }
}
