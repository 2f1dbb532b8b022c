import Foundation
import Tensors
import Testing
import Units

@testable import Analyses

/// What OpenCV and SciPy make of small maps and masks; `Tools/make_box_fixtures.py` makes the file.
struct BoxFixtures: Decodable {
    struct MaskCase: Decodable {
        let rows: [String]
        let all: [[Int]]
        let largest: [Int]?
        let largest_area: Double

        var mask: BitMask { BitMask(rows: rows) }
    }

    struct WSOLCase: Decodable {
        let map: [[Float]]
        let largest: [[Int]]
        let count: [Int]
    }

    struct PaperCase: Decodable {
        let map: [[Float]]
        let width: Int
        let height: Int
        let box: [Int]
    }

    struct ReleaseCase: Decodable {
        let map: [[Float]]
        let width: Int
        let height: Int
        let unmerged: [[Int]]
        let distance: Double
        let heat: Int
    }

    struct Enlargement: Decodable {
        let map: [[Float]]
        let width: Int
        let height: Int
        let enlarged: [[Float]]
    }

    let masks: [MaskCase]
    let wsol: [WSOLCase]
    let paper: [PaperCase]
    let release: [ReleaseCase]
    let bicubic: Enlargement

    static func read() throws -> BoxFixtures {
        let url = try #require(Bundle.module.url(forResource: "boxes", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(BoxFixtures.self, from: Data(contentsOf: url))
    }
}

extension Plane {
    init(rows: [[Float]]) {
        self.init(height: rows.count, width: rows.first?.count ?? 0, values: rows.flatMap { $0 })
    }

    /// Enlarged as boxes need it.
    func bilinear(_ width: Int, _ height: Int) -> Plane {
        MapEnlargement(
            cellsAcross: self.width, cellsDown: self.height,
            horizontal: (.init(cells: self.width, over: width), .init(start: 0, scale: 1, pixels: width)),
            vertical: (.init(cells: self.height, over: height), .init(start: 0, scale: 1, pixels: height))
        ).enlarged(self)
    }
}

extension BitMask {
    /// `#` is in the mask.
    init(rows: [String]) {
        self.init(width: rows.first?.count ?? 0, height: rows.count)
        for (y, row) in rows.enumerated() {
            for (x, character) in row.enumerated() { self[x: x, y: y] = character == "#" }
        }
    }
}

extension BoundingBox {
    var ends: [Int] { [x0, y0, x1, y1] }
}
