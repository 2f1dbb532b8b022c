import COneDNN
package import Tensors

/// Builds a program operation by operation, preparing each with suitable layouts.
///
/// Shapes are N×C×H×W for maps and N×C for vectors. The methods for operations are in separate files.
package final class ProgramBuilder {
    private(set) var values: [Program.Value] = []
    private var storageBytes: [Int] = []
    /// Buffers with several contiguous values, which are never overwritten.
    private var joinedStorages: Set<Int> = []
    private var constants: [AlignedBuffer] = []
    private var steps: [Program.Step] = []
    private var inputs: [ProgramValue] = []
    private var outputs: [ProgramValue] = []
    private var kept: [ProgramValue] = []
    private var probes: [ProgramValue] = []

    /// The precision of maps.
    let precision: Precision
    /// Whether maps are stored in blocks of channels if they fill whole blocks, as Winograd's algorithm requires; otherwise
    /// channels last.
    let usesBlocks: Bool

    /// Creates an empty program.
    package init(precision: Precision = .f32, usesBlocks: Bool = false) {
        self.precision = precision
        self.usesBlocks = usesBlocks
    }

    /// Returns the shape of a value.
    package func shape(of value: ProgramValue) -> Shape { values[value.index].shape }

    /// Adds an input, which the caller fills in row-major order.
    package func input(_ shape: Shape) throws(KernelError) -> ProgramValue {
        let value = newValue(shape, try Layout.plain(shape.extents))
        inputs.append(value)
        return value
    }

    /// Adds an output, read after each run in row-major order, and returns its index.
    @discardableResult
    package func output(_ value: ProgramValue, label: String) throws(KernelError) -> Int {
        outputs.append(try converted(value, to: try Layout.plain(shape(of: value).extents), label: label))
        return outputs.count - 1
    }

    /// Makes each run report the largest magnitude of `value`, and returns the index of the report.
    package func probe(_ value: ProgramValue) -> Int {
        probes.append(value)
        return probes.count - 1
    }

    /// Returns the finished program.
    package func build() throws(KernelError) -> Program {
        var first = [Int](repeating: Int.max, count: storageBytes.count)
        var last = [Int](repeating: -1, count: storageBytes.count)
        func touch(_ value: Int, _ step: Int) {
            let storage = values[value].storage
            first[storage] = min(first[storage], step)
            last[storage] = max(last[storage], step)
        }
        for value in inputs {
            touch(value.index, -1)
            touch(value.index, steps.count)
        }
        var lost: Set<Int> = []
        for (index, step) in steps.enumerated() {
            for case .value(let value) in step.arguments.map(\.source) {
                precondition(!lost.contains(value), "\(step.label) reads a value that was overwritten")
                touch(value, index)
            }
            touch(step.output, index)
            if let overwritten = step.overwrites {
                let value = values[overwritten]
                lost.formUnion(
                    values.indices.filter {
                        $0 < step.output && values[$0].storage == value.storage && values[$0].overlaps(value)
                    })
            }
        }
        for value in outputs + kept { touch(value.index, steps.count) }
        let blocks = storageBytes.indices.map {
            ArenaPlan.Block(byteCount: storageBytes[$0], first: first[$0], last: last[$0])
        }
        let arena = ArenaPlan(blocks)
        guard arena.byteCount < 64 << 30 else {
            throw .tooLarge(bytes: arena.byteCount, operation: "Running the network")
        }
        return Program(
            values: values, constants: constants, steps: steps, inputs: inputs, outputs: outputs, kept: kept,
            probes: probes, arena: arena)
    }

    // MARK: - Helpers for operations

    func layout(of value: ProgramValue) -> Layout { values[value.index].layout }

    /// Returns the layout of a value with these extents between operations.
    func native(_ extents: [Int]) throws(KernelError) -> Layout {
        usesBlocks && Layout.fillsBlocks(extents)
            ? try Layout.blocked(extents, precision) : try Layout.channelsLast(extents, precision)
    }

    /// Returns the layout of a value with these extents that matches the layout `other` of a value with extents `whole`.
    func layout(_ extents: [Int], beside other: Layout, of whole: [Int]) throws(KernelError) -> Layout {
        other.isBlocked(whole) && Layout.fillsBlocks(extents)
            ? try Layout.blocked(extents, other.precision) : try Layout.channelsLast(extents, other.precision)
    }

    func newValue(_ shape: Shape, _ layout: Layout) -> ProgramValue {
        storageBytes.append(layout.byteCount)
        values.append(Program.Value(shape: shape, layout: layout, storage: storageBytes.count - 1))
        return ProgramValue(index: values.count - 1)
    }

    /// Returns a view of the memory of `value`.
    func view(_ value: ProgramValue, shape: Shape, layout: Layout) -> ProgramValue {
        let own = values[value.index]
        values.append(Program.Value(shape: shape, layout: layout, storage: own.storage, offset: own.offset))
        return ProgramValue(index: values.count - 1)
    }

    /// Returns whether a value shares its memory with other values.
    func isJoined(_ value: ProgramValue) -> Bool { joinedStorages.contains(values[value.index].storage) }

    /// Returns memory for contiguous values: that of the first ones if they are contiguous already and nothing follows them,
    /// otherwise new memory; with its end and the number of values in it.
    func beginning(_ parts: [ProgramValue]) -> (storage: Int, end: Int, taken: Int) {
        let storage = values[parts[0].index].storage
        if joinedStorages.contains(storage) {
            var end = 0
            let run = parts.prefix { part in
                let value = values[part.index]
                guard value.storage == storage, value.offset == end else { return false }
                end += value.layout.byteCount
                return true
            }
            if !run.isEmpty, end == storageBytes[storage] { return (storage, end, run.count) }
        }
        storageBytes.append(0)
        joinedStorages.insert(storageBytes.count - 1)
        return (storageBytes.count - 1, 0, 0)
    }

    /// Returns whether a value can be moved: it has its own memory, which the caller neither writes nor reads.
    func movable(_ value: ProgramValue, into storage: Int) -> Bool {
        let own = values[value.index]
        let fixed = (inputs + outputs + kept).contains { values[$0.index].storage == own.storage }
        return !fixed && own.storage != storage && !joinedStorages.contains(own.storage)
            && storageBytes[own.storage] == own.layout.byteCount
    }

    /// Moves a value and all values that share its memory to the end of `storage`.
    func move(_ value: ProgramValue, to storage: Int, at offset: Int) {
        let old = values[value.index].storage
        precondition(storageBytes[storage] == offset, "a gap at \(offset)")
        for index in values.indices where values[index].storage == old {
            values[index].storage = storage
            values[index].offset = offset
        }
        storageBytes[storage] += storageBytes[old]
        storageBytes[old] = 0
    }

    func joinedValue(_ shape: Shape, _ layout: Layout, storage: Int) -> ProgramValue {
        values.append(Program.Value(shape: shape, layout: layout, storage: storage))
        return ProgramValue(index: values.count - 1)
    }

    func append(
        _ primitive: Primitive, _ arguments: [(Int32, ProgramValue)], constants: [(Int32, Layout, Int)] = [],
        output: ProgramValue, overwrites: ProgramValue? = nil, label: String
    ) {
        var all = arguments.map {
            Program.Argument(number: $0.0, layout: values[$0.1.index].layout, source: .value($0.1.index))
        }
        all += constants.map { Program.Argument(number: $0.0, layout: $0.1, source: .constant($0.2)) }
        all.append(
            Program.Argument(
                number: DNNL_ARG_DST, layout: values[output.index].layout, source: .value(output.index)))
        steps.append(
            Program.Step(
                work: .primitive(primitive), arguments: all, output: output.index, overwrites: overwrites?.index,
                label: label))
    }

    func append(_ copy: WindowCopy, reading value: ProgramValue, output: ProgramValue, label: String) {
        let source = Program.Argument(
            number: DNNL_ARG_SRC, layout: values[value.index].layout, source: .value(value.index))
        steps.append(
            Program.Step(
                work: .window(copy), arguments: [source], output: output.index, overwrites: nil,
                label: "\(label) (window)"))
    }

    func isInput(_ value: ProgramValue) -> Bool { inputs.contains(value) }

    /// Retains a value until the end of the run and returns its index.
    func addRetained(_ value: ProgramValue) -> Int {
        kept.append(value)
        return kept.count - 1
    }

    func addConstant(_ buffer: AlignedBuffer) -> Int {
        constants.append(buffer)
        return constants.count - 1
    }

    /// Converts `value` to another layout if necessary.
    func converted(_ value: ProgramValue, to layout: Layout, label: String) throws(KernelError) -> ProgramValue {
        if self.layout(of: value).isSame(as: layout) { return value }
        let primitive = try Primitive.reorder(
            from: self.layout(of: value), to: layout, detail: "\(label), \(shape(of: value))")
        let result = newValue(shape(of: value), layout)
        append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: "\(label) (layout)")
        return result
    }

    /// Returns float constants in the layout that a primitive requires.
    func constant(_ values: [Float], from plain: Layout, to layout: Layout) throws(KernelError) -> Int {
        let source = AlignedBuffer(byteCount: plain.byteCount)
        unsafe values.withUnsafeBytes {
            unsafe UnsafeMutableRawBufferPointer(start: source.pointer, count: $0.count).copyMemory(from: $0)
        }
        if plain.isSame(as: layout) { return addConstant(source) }
        let target = AlignedBuffer(byteCount: layout.byteCount)
        let primitive = try Primitive.reorder(from: plain, to: layout, detail: "weights")
        unsafe try executeOnce(
            primitive, [(DNNL_ARG_SRC, plain, source.pointer), (DNNL_ARG_DST, layout, target.pointer)])
        return addConstant(target)
    }
}
