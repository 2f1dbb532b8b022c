import Foundation
import Inference
public import Reporting
import Store
import Units

/// What is saved by computing only what a patch can change, and what it costs in exactness: measured on images of an atlas.
public struct FieldBenchmark: Sendable, Equatable {
    /// Images that were covered, cells that were asked about in them, and places of the patch on each.
    public let images: Int
    /// The number of cells measured.
    public let cells: Int
    /// The number of places of the patch on each image.
    public let places: Int
    /// Seconds of one processor's time that the images take when every covered one goes through the whole network; found
    /// from `sample` of their places.
    public let plainSeconds: Double
    /// The number of places that ran the whole network.
    public let sample: Int
    /// The same when only what changes is computed, all places.
    public let fastSeconds: Double
    /// Between the two on the sample, over the largest value of a cell.
    public let largestDifference: Double

    /// How many times faster.
    public var ratio: Double { plainSeconds / fastSeconds }

    /// Measures on the first `images` images that the fields requested need, one thread, `sample` places of each the plain
    /// way. Nothing is stored.
    public init(_ atlas: Atlas, _ request: FieldRequest, images: Int, sample: Int) throws {
        let plan = try FieldPlan(atlas, request)
        var order: [String] = []
        var cells: [String: [UnitCell]] = [:]
        for unit in plan.units {
            for top in try atlas.topActivations(of: unit).prefix(request.images) where top.maximum > 0 {
                if cells[top.path] == nil { order.append(top.path) }
                cells[top.path, default: []].append(UnitCell(unit: unit, x: top.cellX, y: top.cellY))
            }
        }
        let chosen = order.prefix(images).map { FieldImage(path: $0, cells: cells[$0] ?? []) }
        guard !chosen.isEmpty else { throw UnitAtlasError.units(.inactive) }
        let ways = (plain: try plan.occlusion(isPlain: true), fast: try plan.occlusion(isPlain: false))
        let sessions = (plain: try OcclusionSession(ways.plain), fast: try OcclusionSession(ways.fast))
        var (plainSeconds, fastSeconds, difference, largest, count) = (0.0, 0.0, 0.0, 0.0, 0)
        for entry in chosen {
            let input = try plan.input(entry.path)
            let clean = try sessions.plain.begin(image: input, cells: entry.cells)
            _ = try sessions.fast.begin(image: input, cells: entry.cells)
            let pieces = ways.fast.pieces(entry.cells)
            // Plans are made when they are first needed.
            for piece in pieces { _ = try sessions.fast.values(piece.prefix(1)) }
            var found = clean.map { [Float](repeating: $0, count: plan.grid.count) }
            var start = Self.processorSeconds()
            for piece in pieces { try found.take(piece, try sessions.fast.values(piece)) }
            fastSeconds += Self.processorSeconds() - start
            let all = ways.plain.pieces(entry.cells)
            let step = max(1, all.reduce(0) { $0 + $1.places.count } / sample)
            start = Self.processorSeconds()
            var seen = 0
            for piece in all.map({ $0.every(step) }) {
                let values = try sessions.plain.values(piece)
                seen += piece.places.count
                for (row, place) in piece.places.enumerated() {
                    for (column, cell) in piece.cells.enumerated() {
                        let value = values[row * piece.cells.count + column]
                        difference = max(difference, Double(abs(value - found[cell][place])))
                        largest = max(largest, Double(abs(value)))
                    }
                }
            }
            plainSeconds += (Self.processorSeconds() - start) / Double(max(1, seen)) * Double(plan.grid.count)
            count += seen
        }
        self.images = chosen.count
        self.cells = chosen.reduce(0) { $0 + $1.cells.count }
        places = plan.grid.count
        (self.plainSeconds, self.sample, self.fastSeconds) = (plainSeconds, count, fastSeconds)
        largestDifference = largest > 0 ? difference / largest : 0
    }

    /// A row of names and numbers.
    public var table: ResultTable {
        ResultTable(
            columns: [
                "images", "cells", "places", "plain_seconds", "sample", "fast_seconds", "ratio", "largest_difference",
            ],
            rows: [
                [
                    .integer(Int64(images)), .integer(Int64(cells)), .integer(Int64(places)), .real(plainSeconds),
                    .integer(Int64(sample)), .real(fastSeconds), .real(ratio), .real(largestDifference),
                ]
            ])
    }

    /// Of this process, which a busy machine does not lengthen as it does the time of the clock.
    private static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}

extension [[Float]] {
    /// Takes a piece's values, [places, cells], into rows of cells.
    fileprivate mutating func take(_ piece: OcclusionPiece, _ values: [Float]) throws {
        for (row, place) in piece.places.enumerated() {
            for (column, cell) in piece.cells.enumerated() {
                self[cell][place] = values[row * piece.cells.count + column]
            }
        }
    }
}
