package import Tensors

/// A value inside a program.
package struct ProgramValue: Hashable, Sendable {
    let index: Int
}

/// A network as a list of prepared operations with planned buffers; shared by the threads that run it.
package final class Program: Sendable {
    struct Value: Sendable {
        let shape: Shape
        let layout: Layout
        /// The index of the buffer; several values may share one, as views or in place.
        var storage: Int
        /// The offset in the buffer in bytes.
        var offset = 0

        /// Returns whether two values share bytes of a buffer.
        func overlaps(_ other: Value) -> Bool {
            offset < other.offset + other.layout.byteCount && other.offset < offset + layout.byteCount
        }
    }

    enum Source: Sendable {
        case value(Int)
        case constant(Int)
    }

    struct Argument: Sendable {
        let number: Int32
        let layout: Layout
        let source: Source
    }

    /// The operation of a step.
    enum Work: Sendable {
        case primitive(Primitive)
        case window(WindowCopy)
    }

    struct Step: Sendable {
        let work: Work
        let arguments: [Argument]
        let output: Int
        /// Whether the output overwrites another value.
        let overwrites: Int?
        let label: String

        var implementation: String {
            switch work {
            case .primitive(let primitive): primitive.implementation
            case .window: "copy"
            }
        }

        /// The primitive; nil for other operations.
        var scratchpad: Layout? {
            if case .primitive(let primitive) = work { primitive.scratchpad } else { nil }
        }
    }

    let values: [Value]
    let constants: [AlignedBuffer]
    let steps: [Step]
    let inputs: [ProgramValue]
    let outputs: [ProgramValue]
    /// Maps retained until the next run, for windows of other programs.
    let kept: [ProgramValue]
    /// The values whose largest magnitude each run reports, by the step that produces them.
    let probes: [(step: Int, value: Int)]
    /// The byte offset of each buffer in the arena.
    let offsets: [Int]
    let arenaByteCount: Int
    let scratchByteCount: Int

    init(
        values: [Value], constants: [AlignedBuffer], steps: [Step], inputs: [ProgramValue], outputs: [ProgramValue],
        kept: [ProgramValue], probes: [ProgramValue], arena: ArenaPlan
    ) {
        self.values = values
        self.constants = constants
        self.steps = steps
        self.inputs = inputs
        self.outputs = outputs
        self.kept = kept
        // A view has no step; its memory is written by the step that produces the viewed value.
        self.probes = probes.map { probe in
            let storage = values[probe.index].storage
            let step = steps.lastIndex { $0.output <= probe.index && values[$0.output].storage == storage }
            return (step ?? -1, probe.index)
        }
        offsets = arena.offsets
        arenaByteCount = arena.byteCount
        scratchByteCount = steps.compactMap(\.scratchpad?.byteCount).max() ?? 0
    }

    /// The shapes of the inputs, in order.
    package var inputShapes: [Shape] { inputs.map { values[$0.index].shape } }

    /// The shapes of the outputs, in order.
    package var outputShapes: [Shape] { outputs.map { values[$0.index].shape } }

    /// The label and the library's implementation of each operation.
    package var implementations: [(label: String, implementation: String)] {
        steps.map { ($0.label, $0.implementation) }
    }

    /// The number of bytes that each thread needs, without weights.
    package var workspaceByteCount: Int { arenaByteCount + scratchByteCount }
}
