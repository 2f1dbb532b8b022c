import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Tensors
import Units

/// One image with the cells that are asked about in it.
struct FieldImage: Sendable {
    let path: String
    var cells: [UnitCell]
}

/// Gathers what covering took, image by image, and makes a unit's field when all its images are there.
struct FieldCollector {
    let plan: FieldPlan
    private let writer: ReceptiveFieldWriter
    /// Units with their best images, in the order requested.
    private var pending: [(unit: UnitID, top: [TopActivation])] = []
    /// What is stored for each of them.
    private var known: [UnitID: Set<ImagePath>]
    /// Images that are not yet done, in the order in which units need them.
    private(set) var work: [FieldImage] = []
    private(set) var inactive: [UnitID] = []
    private var places: [ImagePath: Int] = [:]
    /// Of images at work: what has come, [cells][places], and how many pieces are missing.
    private var drops: [Int: [[Float]]] = [:]
    private var missing: [Int] = []

    init(_ plan: FieldPlan, _ writer: ReceptiveFieldWriter, known: [UnitID: Set<ImagePath>]) {
        self.plan = plan
        self.writer = writer
        self.known = known
    }

    mutating func add(_ unit: UnitID, _ top: [TopActivation]) {
        guard !top.isEmpty else { return inactive.append(unit) }
        pending.append((unit, top))
        for activation in top where known[unit]?.contains(path: activation.path) != true {
            let cell = UnitCell(unit: unit, x: activation.cellX, y: activation.cellY)
            if let place = places[path: activation.path] {
                work[place].cells.append(cell)
            } else {
                places[path: activation.path] = work.count
                work.append(FieldImage(path: activation.path, cells: [cell]))
            }
        }
    }

    /// - Throws: `UnitAtlasError.changed` if images are missing or have changed.
    func check(_ records: [ImageRecord]) throws {
        let records = Dictionary(records.map { ($0.path, $0) }) { first, _ in first }
        var differences: [ImageDifference] = []
        for entry in work {
            guard let record = records[entry.path] else { continue }
            switch record.file(in: plan.root) {
            case .unchanged, .touched: continue
            case .changed: differences.append(.file(path: entry.path))
            case .missing: differences.append(.missing(path: entry.path, folder: plan.root))
            }
        }
        guard differences.isEmpty else { throw UnitAtlasError.changed(path: writer.path, differences) }
    }

    /// Says which pieces will come.
    mutating func expect(_ items: [FieldQueue.Item]) {
        missing = [Int](repeating: 0, count: work.count)
        for item in items { missing[item.image] += 1 }
    }

    /// Takes a piece; the last one of an image stores it.
    mutating func take(_ result: FieldPiece) throws {
        let entry = work[result.image]
        var maps =
            drops.removeValue(forKey: result.image)
            ?? entry.cells.map { _ in [Float](repeating: 0, count: plan.grid.count) }
        for (row, place) in result.piece.places.enumerated() {
            for (column, cell) in result.piece.cells.enumerated() {
                maps[cell][place] = result.drops[row * result.piece.cells.count + column]
            }
        }
        missing[result.image] -= 1
        guard missing[result.image] == 0 else {
            drops[result.image] = maps
            return
        }
        try writer.commit(image: entry.path, zip(entry.cells, maps).map { ($0.unit, $1) })
        for cell in entry.cells { known[cell.unit, default: []].insert(ImagePath(entry.path)) }
        try finishComplete()
    }

    /// Makes the fields of units whose images are all there.
    mutating func finishComplete() throws {
        for (unit, top) in pending where known[unit]?.count == top.count { try finish(unit, top) }
        pending.removeAll { known[$0.unit]?.count == $0.top.count }
    }

    private func finish(_ unit: UnitID, _ top: [TopActivation]) throws {
        let maps = try top.map { activation in
            guard let drops = try writer.drops(unit, image: activation.path), drops.count == plan.grid.count else {
                throw UnitAtlasError.atlas(
                    path: writer.path, .incompleteDrops(unit: unit.value, image: activation.path))
            }
            return (map: plan.grid.discrepancyMap(drops), cellX: activation.cellX, cellY: activation.cellY)
        }
        let field = plan.frame.estimate(maps)
        let size = FieldSize(field.map, share: plan.configuration.share)
        let square = size.square(in: field.map)
        let cut = top.count { activation in
            square.map { plan.frame.cuts($0, cellX: activation.cellX, cellY: activation.cellY) } ?? false
        }
        try writer.finish(
            ReceptiveFieldRecord(
                unit: unit, configuration: writer.configuration, size: size.side,
                area: size.area, images: field.images, cut: cut, map: field.map))
    }
}
