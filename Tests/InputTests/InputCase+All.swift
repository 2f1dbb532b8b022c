extension InputCase {
    /// Every case, a file of rows for each section.
    static let all: [InputCase] = [
        labelTables,
        images,
        otherFiles,
    ].flatMap(\.self)
}
