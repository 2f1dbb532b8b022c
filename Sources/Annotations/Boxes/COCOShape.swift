import Units

/// The shape of a COCO object: a box, polygons, or runs of pixels.
enum COCOShape: Decodable, Equatable {
    case none
    /// x, y, width and height, as in the file.
    case box([Double])
    /// For each polygon, alternating x and y.
    case polygons([[Double]])
    /// Lengths of alternating runs of pixels outside and inside the object, column by column.
    case runs([Int], width: Int, height: Int)

    /// Decodes a `segmentation`.
    init(from decoder: any Decoder) throws {
        struct Runs: Decodable {
            let counts: [Int]
            let size: [Int]

            private enum CodingKeys: String, CodingKey {
                case counts, size
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                size = try fields.decode([Int].self, forKey: .size)
                if let text = try? fields.decode(String.self, forKey: .counts) {
                    counts = COCOShape.counts(text)
                } else {
                    counts = try fields.decode([Int].self, forKey: .counts)
                }
            }
        }
        let container = try decoder.singleValueContainer()
        if let runs = try? container.decode(Runs.self), runs.size.count == 2 {
            self = .runs(runs.counts, width: runs.size[1], height: runs.size[0])
        } else {
            // Some writers leave out the list around a single polygon.
            let polygons = try (try? container.decode([[Double]].self)) ?? [container.decode([Double].self)]
            self = polygons.isEmpty ? .none : .polygons(polygons)
        }
    }

    /// The smallest box around the object; nil if the numbers do not describe a shape.
    var box: ObjectBox? {
        switch self {
        case .none: return nil
        case .box(let values): return ObjectBox(origin: values)
        case .polygons(let polygons):
            guard polygons.allSatisfy({ $0.count >= 6 && $0.count.isMultiple(of: 2) }) else { return nil }
            return ObjectBox(
                around: polygons.flatMap { polygon in
                    stride(from: 0, to: polygon.count, by: 2).map { (polygon[$0], polygon[$0 + 1]) }
                })
        case .runs(let counts, let width, let height):
            return Self.box(counts, width: width, height: height)
        }
    }

    private static func box(_ counts: [Int], width: Int, height: Int) -> ObjectBox? {
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20 else { return nil }
        var corners: [(x: Double, y: Double)] = []
        var start = 0
        for (place, count) in counts.enumerated() {
            guard count >= 0, count <= width * height - start else { return nil }
            let end = start + count
            if !place.isMultiple(of: 2), count > 0 {
                let (first, last) = (start / height, (end - 1) / height)
                // A run that continues in the next column touches both the bottom and the top edge.
                let (top, bottom) = first == last ? (start % height, (end - 1) % height) : (0, height - 1)
                corners += [(Double(first), Double(top)), (Double(last + 1), Double(bottom + 1))]
            }
            start = end
        }
        return ObjectBox(around: corners)
    }

    /// The lengths of runs in the compressed text of COCO: five bits per character, least significant first; from the
    /// third length on, the difference from the length two places before.
    static func counts(_ text: String) -> [Int] {
        var counts: [Int] = []
        var (value, shift) = (0, 0)
        for byte in text.utf8 {
            let bits = Int(byte) - 48
            guard (0..<64).contains(bits), shift < 60 else { return [-1] }
            value |= (bits & 0x1F) << shift
            shift += 5
            guard bits & 0x20 == 0 else { continue }
            if bits & 0x10 != 0 { value |= -1 << shift }
            counts.append(counts.count > 2 ? value &+ counts[counts.count - 2] : value)
            (value, shift) = (0, 0)
        }
        return counts
    }
}
