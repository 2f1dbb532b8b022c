import Kernels
import Tensors
import Units

/// One thread's use of a `WindowedNetwork`.
final class WindowSession {
    private let network: WindowedNetwork
    private let whole: ProgramRun
    private var runs: [Int: ProgramRun] = [:]

    init(_ network: WindowedNetwork) throws(InferenceError) {
        self.network = network
        setNetworkThreads(1)
        whole = try kernel { () throws(KernelError) in try ProgramRun(network.whole.program) }
    }

    /// Runs the whole network on an image and returns the values of the cells.
    func begin(image: [Float], cells: [UnitCell]) throws(InferenceError) -> [Float] {
        whole.write(input: 0) { span in
            for index in span.indices { span[index] = image[index] }
        }
        try kernel { () throws(KernelError) in _ = try whole.run() }
        var values: [Float] = []
        for cell in cells {
            whole.read(
                output: 0, from: (cell.unit.value * network.cells[0] + cell.y) * network.cells[1] + cell.x,
                count: 1,
                into: &values)
        }
        return values
    }

    /// Returns the values of cells with the patch at each of `places` over the image, [positions, cells].
    ///
    /// - Parameters:
    ///   - side: The side of the plan; all cells are in a square with this side.
    ///   - clean: The values of the cells without occlusion.
    func values(
        _ places: [Int], of cells: [UnitCell], clean: [Float], side: Int, patches: NoisePatches
    ) throws(InferenceError) -> [Float] {
        guard let plan = try network.plan(side) else { return [] }
        let run: ProgramRun
        if let known = runs[side] {
            run = known
        } else {
            run = try kernel { () throws(KernelError) in try ProgramRun(plan.program, over: whole) }
            run.positions = WindowPositions(kinds: plan.layout.kinds.count, batch: WindowPlan.batch)
            runs[side] = run
        }
        let first = (
            min(cells.map(\.y).min() ?? 0, network.cells[0] - min(side, network.cells[0])),
            min(cells.map(\.x).min() ?? 0, network.cells[1] - min(side, network.cells[1]))
        )
        var result: [Float] = []
        result.reserveCapacity(places.count * cells.count)
        for start in stride(from: 0, to: places.count, by: WindowPlan.batch) {
            // The last batch is padded with its last position.
            let batch = (start..<start + WindowPlan.batch).map { places[min($0, places.count - 1)] }
            place(batch, run, plan.layout, first)
            write(batch, run, patches)
            try kernel { () throws(KernelError) in _ = try run.run() }
            for index in 0..<min(WindowPlan.batch, places.count - start) {
                read(index, run, plan.layout, cells, clean, &result)
            }
        }
        return result
    }

    private func place(
        _ batch: [Int], _ run: ProgramRun, _ layout: WindowLayout, _ first: (y: Int, x: Int)
    ) {
        let columns = network.grid.columns
        for (kind, spans) in layout.kinds.enumerated() {
            let (rows, across) = (spans[0].starts[first.y], spans[1].starts[first.x])
            run.positions.rows[kind] = batch.map { rows[$0 / columns] }
            run.positions.columns[kind] = batch.map { across[$0 % columns] }
        }
    }

    private func write(_ batch: [Int], _ run: ProgramRun, _ patches: NoisePatches) {
        let count = patches.patchCount
        run.write(input: 0) { span in
            for (index, place) in batch.enumerated() {
                var target = span._mutatingExtracting(index * count..<(index + 1) * count)
                let source = patches.values.span.extracting(place * count..<(place + 1) * count)
                for element in source.indices { target[element] = source[element] }
            }
        }
    }

    /// Cells outside the window keep their values.
    private func read(
        _ index: Int, _ run: ProgramRun, _ layout: WindowLayout, _ cells: [UnitCell], _ clean: [Float],
        _ result: inout [Float]
    ) {
        let (kind, extents) = (layout.kind[layout.maps] ?? 0, layout.extents(layout.maps))
        let (top, left) = (run.positions.rows[kind][index], run.positions.columns[kind][index])
        let units = layout.graph.shape(layout.maps)[1]
        for (cell, before) in zip(cells, clean) {
            let (y, x) = (cell.y - top, cell.x - left)
            guard (0..<extents[0]).contains(y), (0..<extents[1]).contains(x) else {
                result.append(before)
                continue
            }
            run.read(
                output: 0, from: ((index * units + cell.unit.value) * extents[0] + y) * extents[1] + x,
                count: 1,
                into: &result)
        }
    }
}
