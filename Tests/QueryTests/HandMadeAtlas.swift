import Queries
import Store
import Tensors
import TestSupport
import Testing
import Units

/// An atlas to reckon by hand: 3 units, 3 classes, 5 images (one of them skipped), maps of 5 rows of 4 cells that are 0 but
/// at their peak.
///
///              unit 0  unit 1  unit 2
///     cat        2       -1      0          best images of unit 0: a (cat), b (cat)
///     dog        1        3      0          best images of unit 1: a (cat), c (dog)
///     fish      -1        0      0.5        best images of unit 2: b (cat), d (no label, seen as dog)
final class HandMadeAtlas {
    let path: String
    private let folder: TemporaryFolder

    static let classes = ["cat", "dog", "fish"]

    /// - Parameter form: Of the native head.
    init(form: HeadForm = .poolThenLinear, bias: [Float] = [0, 0, 0]) throws {
        folder = try TemporaryFolder()
        path = folder.file("queries.sqlite")
        let head = Head(
            weights: Tensor(shape: [3, 3], values: [2, -1, 0, 1, 3, 0, -1, 0, 0.5]), bias: bias,
            pooling: .average, form: form)
        try AtlasContents(
            map: (5, 4), head: head,
            classes: Self.classes.enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) },
            images: [
                Self.image("x/a.png", label: 0, pooled: [4, 1, 0], predicted: [0, 1]),
                Self.image("x/b.png", label: 0, pooled: [2, 0, 1], predicted: [1, 0]),
                Self.image("x/c.png", label: 1, pooled: [1, 2, 0], predicted: [2, 0]),
                Self.image("y/d.png", label: nil, pooled: [0, 0, 1], predicted: [1, 2]),
                Self.image("y/e.png", label: 2, pooled: nil, predicted: []),
            ],
            units: [
                Self.unit(0, active: 0.75, top: [("x/a.png", 4, 0, 0), ("x/b.png", 2, 3, 4)]),
                Self.unit(1, active: 0.00001, top: [("x/c.png", 2, 0, 0), ("x/a.png", 1, 0, 2)]),
                Self.unit(2, active: 0, top: [("x/b.png", 1, 1, 1), ("y/d.png", 1, 1, 1)]),
            ]
        ).write(path)
    }

    private static func image(_ path: String, label: Int?, pooled: [Float]?, predicted: [Int]) -> IndexedImage {
        let record = ImageRecord(
            path: path, width: 8, height: 8, bytes: 1, modified: 1, label: label.map { ClassID($0) },
            status: pooled == nil ? .skipped(reason: "empty") : .indexed)
        let predictions = predicted.enumerated().map {
            Prediction(rank: $0 + 1, classID: ClassID($1), logit: 1, probability: 0.5 / Float($0 + 1))
        }
        return IndexedImage(
            record: record, pooledMean: pooled ?? [], pooledMax: pooled ?? [], predictions: predictions)
    }

    private static func unit(
        _ unit: Int, active: Double, top: [(path: String, value: Float, x: Int, y: Int)]
    ) -> UnitUpdate {
        let maximum = top.map(\.value).max() ?? 0
        return UnitUpdate(
            unit: UnitID(unit),
            top: top.map {
                TopActivation(
                    path: $0.path, maximum: $0.value, mean: $0.value, cellX: $0.x, cellY: $0.y,
                    map: Plane(height: 5, width: 4, values: map($0.value, $0.x, $0.y)))
            },
            record: UnitRecord(
                unit: UnitID(unit), mean: 0.5, deviation: 0, maximum: maximum, activeFraction: active, threshold: 0,
                unclipped: unit == 2 ? UnitRecord.Extremes(maximum: 3, threshold: 2) : nil),
            state: [1])
    }
}

extension HandMadeAtlas {
    /// The answer to one of the project's saved queries.
    func run(_ name: String, _ arguments: [String: String] = [:]) throws -> QueryResult {
        let query = try #require(SavedQueryFileTests.folder).query(named: name)
        return try QueryRunner(path: path).run(query, arguments: arguments, resolveClass: resolve)
    }

    /// Stores what cat loses without each unit: accuracy and margin.
    func save(drops: [(accuracy: Double, margin: Double)]) throws {
        let editor = try AtlasEditor(path: path)
        defer { editor.close() }
        try editor.save(
            drops.enumerated().map { unit, drop in
                AblationRecord(
                    classID: ClassID(0), unit: UnitID(unit), images: 2, accuracyLost: max(0, drop.accuracy),
                    accuracyGained: max(0, -drop.accuracy), accuracyDrop: drop.accuracy, marginDrop: drop.margin,
                    logitDrop: 0)
            }, of: .native, method: .pooled)
    }
}

/// 20 cells, all 0 but one.
private func map(_ value: Float, _ x: Int, _ y: Int) -> [Float] {
    (0..<20).map { $0 == 4 * y + x ? value : 0 }
}

/// Class names as the hand-made atlas has them.
func resolve(_ name: String) throws -> Int {
    guard let index = HandMadeAtlas.classes.firstIndex(of: name) else { throw UnknownClass(name: name) }
    return index
}

struct UnknownClass: Error, Equatable {
    let name: String
}

/// A row as text, columns apart by a blank.
func lines(_ result: QueryResult) -> [String] {
    result.rows.map { row in
        row.map { value in
            switch value {
            case .null: "-"
            case .integer(let number): "\(number)"
            case .real(let number): "\(number)"
            case .text(let text): text
            case .blob(let bytes): "\(bytes)"
            }
        }.joined(separator: " ")
    }
}

/// The rows as ``lines(_:)`` has them, without some of the columns.
func facts(_ result: QueryResult, without columns: Set<String>) -> [String] {
    let kept = result.columns.indices.filter { !columns.contains(result.columns[$0]) }
    return lines(
        QueryResult(columns: kept.map { result.columns[$0] }, rows: result.rows.map { row in kept.map { row[$0] } }))
}

/// Whether a column's numbers are these, to four decimals.
func isNear(_ result: QueryResult, _ column: String, _ expected: [Double]) -> Bool {
    guard let place = result.columns.firstIndex(of: column), result.rows.count == expected.count else { return false }
    return zip(result.rows, expected).allSatisfy { row, expected in
        guard case .real(let value) = row[place] else { return false }
        return abs(value - expected) < 1e-4
    }
}
