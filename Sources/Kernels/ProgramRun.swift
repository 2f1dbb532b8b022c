import COneDNN
package import Tensors

/// The memory of one thread for running a program: fill the inputs, run, read the outputs.
///
/// It must not be used by two threads at once; create one per thread.
@safe package final class ProgramRun {
    package let program: Program
    /// The positions of the windows of a batch, for a program that cuts windows.
    package var positions = WindowPositions(kinds: 0, batch: 0)
    /// The run that retains the maps from which windows are cut.
    private let whole: ProgramRun?
    private let arena: AlignedBuffer
    private let scratch: AlignedBuffer
    private let stream: Stream
    private var memories: [Memory] = []
    private var bindings: [[dnnl_exec_arg_t]] = unsafe []

    /// Allocates the program's buffers. A program that cuts windows needs the run that retains their maps.
    package init(_ program: Program, over whole: ProgramRun? = nil) throws(KernelError) {
        self.program = program
        self.whole = whole
        arena = AlignedBuffer(byteCount: program.arenaByteCount)
        scratch = AlignedBuffer(byteCount: program.scratchByteCount)
        stream = try Stream()
        for step in program.steps {
            var row: [dnnl_exec_arg_t] = unsafe []
            guard let layout = step.scratchpad else {
                unsafe bindings.append(row)
                continue
            }
            for argument in step.arguments {
                let pointer =
                    switch argument.source {
                    case .value(let index): unsafe address(of: index)
                    case .constant(let index): unsafe program.constants[index].pointer
                    }
                unsafe row.append(try binding(argument.number, argument.layout, pointer))
            }
            if layout.byteCount > 0 {
                unsafe row.append(try binding(DNNL_ARG_SCRATCHPAD, layout, scratch.pointer))
            }
            unsafe bindings.append(row)
        }
    }

    private func binding(
        _ number: Int32, _ layout: Layout, _ pointer: UnsafeMutableRawPointer
    ) throws(KernelError) -> dnnl_exec_arg_t {
        let memory = unsafe try Memory(layout, at: pointer)
        memories.append(memory)
        return unsafe dnnl_exec_arg_t(arg: number, memory: memory.handle)
    }

    private func address(of value: Int) -> UnsafeMutableRawPointer {
        unsafe arena.pointer + program.offsets[program.values[value].storage] + program.values[value].offset
    }

    /// Calls `body` to write an input in row-major order. The input keeps its values until it is written again.
    package func write<Failure: Error>(
        input: Int, _ body: (inout MutableSpan<Float>) throws(Failure) -> Void
    ) throws(Failure) {
        let value = program.inputs[input].index
        let count = program.values[value].shape.count
        var span = unsafe MutableSpan(
            _unsafeElements: UnsafeMutableBufferPointer(
                start: address(of: value).bindMemory(to: Float.self, capacity: count), count: count))
        try body(&span)
    }

    /// Runs the operations in order and returns the largest magnitude of each probed value; NaN if it contains one.
    @discardableResult
    package func run() throws(KernelError) -> [Float] {
        var magnitudes = [Float](repeating: 0, count: program.probes.count)
        func report(_ step: Int) {
            for (place, probe) in program.probes.enumerated() where probe.step == step {
                magnitudes[place] = magnitude(of: probe.value)
            }
        }
        report(-1)
        for index in program.steps.indices {
            try execute(index)
            report(index)
        }
        try stream.wait()
        return magnitudes
    }

    private func execute(_ index: Int) throws(KernelError) {
        let step = program.steps[index]
        switch step.work {
        case .primitive(let primitive):
            let status = unsafe bindings[index].withUnsafeBufferPointer {
                unsafe dnnl_primitive_execute(primitive.handle, stream.handle, Int32($0.count), $0.baseAddress)
            }
            try check(status, step.label, primitive.implementation)
        case .window(let copy):
            guard let whole else { preconditionFailure("\(step.label): nothing to cut windows out of") }
            unsafe copy.run(
                map: whole.address(of: whole.program.kept[copy.kept].index),
                overlay: address(of: copy.overlay.value), output: address(of: copy.output), positions)
        }
    }

    /// Runs the operations in order and returns the seconds of each.
    package func timedRun() throws(KernelError) -> [Double] {
        let clock = ContinuousClock()
        var seconds: [Double] = []
        seconds.reserveCapacity(program.steps.count)
        for index in program.steps.indices {
            let start = clock.now
            try execute(index)
            try stream.wait()
            seconds.append((clock.now - start) / .seconds(1))
        }
        return seconds
    }

    /// Appends an output's elements, row-major, from element `start` on.
    package func read(output: Int, from start: Int = 0, count: Int? = nil, into result: inout [Float]) {
        let value = program.outputs[output].index
        let total = program.values[value].shape.count
        let wanted = count ?? total - start
        precondition(
            start >= 0 && wanted >= 0 && start + wanted <= total, "no \(wanted) values from \(start) in \(total)")
        unsafe result.append(
            contentsOf: UnsafeBufferPointer(
                start: address(of: value).bindMemory(to: Float.self, capacity: total) + start, count: wanted))
    }

    /// Returns the values of an input in row-major order.
    package func values(input: Int) -> [Float] {
        let value = program.inputs[input].index
        let count = program.values[value].shape.count
        return unsafe Array(
            UnsafeBufferPointer(start: address(of: value).bindMemory(to: Float.self, capacity: count), count: count))
    }

    /// Returns an output as a tensor.
    package func tensor(output: Int) -> Tensor {
        var values: [Float] = []
        read(output: output, into: &values)
        return Tensor(shape: program.outputShapes[output], values: values)
    }

    private func magnitude(of value: Int) -> Float {
        let layout = program.values[value].layout
        if layout.precision == .bf16 {
            let count = layout.byteCount / 2
            let bits = unsafe UnsafeBufferPointer(
                start: address(of: value).bindMemory(to: UInt16.self, capacity: count), count: count)
            return unsafe Float(bitPattern: UInt32(bits.reduce(0) { max($0, $1 & 0x7fff) }) << 16)
        }
        let count = layout.byteCount / 4
        let bits = unsafe UnsafeBufferPointer(
            start: address(of: value).bindMemory(to: UInt32.self, capacity: count), count: count)
        return unsafe largestMagnitude(bits)
    }
}

/// Returns the largest |x|. Bits without the sign are compared, so infinities and NaN are the largest.
private func largestMagnitude(_ bits: UnsafeBufferPointer<UInt32>) -> Float {
    let bytes = UnsafeRawBufferPointer(bits)
    let mask = SIMD16<UInt32>(repeating: 0x7fff_ffff)
    var best = SIMD16<UInt32>(repeating: 0)
    let whole = bits.count / 16
    for index in 0..<whole {
        let chunk = unsafe bytes.loadUnaligned(fromByteOffset: index * 64, as: SIMD16<UInt32>.self) & mask
        best.replace(with: chunk, where: chunk .> best)
    }
    var result = best.max()
    for index in whole * 16..<bits.count { result = unsafe max(result, bits[index] & 0x7fff_ffff) }
    return Float(bitPattern: result)
}
