import Tensors
import Units

/// One thread's use of an `OcclusionPlan`.
package final class OcclusionSession {
    private let plan: OcclusionPlan
    private let method: Method
    private var image: [Float] = []
    private var cells: [UnitCell] = []
    private var clean: [Float] = []

    private enum Method {
        case whole(PlanRun)
        case windows(WindowSession)
    }

    /// Allocates the thread's buffers.
    package init(_ plan: OcclusionPlan) throws(InferenceError) {
        self.plan = plan
        switch plan.method {
        case .whole(let checked): method = .whole(try PlanRun(checked))
        case .windows(let network): method = .windows(try WindowSession(network))
        }
    }

    /// Sets the image [C, H, W] and the requested cells, and returns their values without occlusion.
    package func begin(image: [Float], cells: [UnitCell]) throws(InferenceError) -> [Float] {
        precondition(
            image.count == plan.inputShape.count, "\(image.count) values for \(plan.inputShape)")
        self.image = image
        self.cells = cells
        switch method {
        case .whole(let run):
            run.write(input: 0) { span in
                for index in span.indices { span[index] = image[index] }
            }
            clean = try values(run, Array(cells.indices))
        case .windows(let session): clean = try session.begin(image: image, cells: cells)
        }
        try check(clean)
        return clean
    }

    /// Returns the values of a piece's cells at each of its positions [positions, cells]; for a patch outside the receptive
    /// field of a cell, the value without occlusion.
    package func values(_ piece: OcclusionPiece) throws(InferenceError) -> [Float] {
        var result: [Float] = []
        switch method {
        case .whole(let run):
            result.reserveCapacity(piece.places.count * piece.cells.count)
            for place in piece.places {
                cover(place, run, restoring: false)
                result += try values(run, piece.cells)
                cover(place, run, restoring: true)
            }
        case .windows(let session):
            result = try session.values(
                piece.places, of: piece.cells.map { cells[$0] }, clean: piece.cells.map { clean[$0] },
                side: piece.side ?? 1, patches: plan.patches)
        }
        try check(result)
        var index = 0
        for place in piece.places {
            for number in piece.cells {
                let cell = cells[number]
                if !plan.patches.grid.touches(place, cellX: cell.x, cellY: cell.y, of: plan.field) {
                    result[index] = clean[number]
                }
                index += 1
            }
        }
        return result
    }

    private func check(_ values: [Float]) throws(InferenceError) {
        guard !values.allSatisfy(\.isFinite) else { return }
        throw .nonFinite(node: plan.maps, place: "with a part of the image occluded by noise")
    }

    /// Writes the patch of a position into the network's input, or restores the image there.
    private func cover(_ place: Int, _ run: PlanRun, restoring: Bool) {
        let (patches, box) = (plan.patches, plan.patches.grid.box(place))
        let (height, width) = (patches.grid.height, patches.grid.width)
        run.write(input: 0) { span in
            var source = place * patches.patchCount
            for channel in 0..<patches.channels {
                for y in box.y0..<box.y1 {
                    let row = (channel * height + y) * width
                    for x in box.x0..<box.x1 {
                        span[row + x] = restoring ? image[row + x] : patches.values[source]
                        source += 1
                    }
                }
            }
        }
    }

    private func values(_ run: PlanRun, _ wanted: [Int]) throws(InferenceError) -> [Float] {
        try run.execute()
        let (height, width) = (plan.classifier.mapHeight, plan.classifier.mapWidth)
        var result: [Float] = []
        for index in wanted {
            let cell = cells[index]
            run.read(
                plan.maps, from: (cell.unit.value * height + cell.y) * width + cell.x, count: 1,
                into: &result)
        }
        return result
    }
}
