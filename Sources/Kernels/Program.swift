public import Tensors

/// A value inside a program.
public struct ProgramValue: Hashable, Sendable {
    let index: Int
}

/// A network as a list of prepared operations, its buffers planned; shared by the threads that run it.
public final class Program: Sendable {
    struct Value: Sendable {
        let shape: Shape
        let layout: Layout
        /// Which buffer holds it: several values may share one, as a view or in place.
        var storage: Int
        /// Where it begins in there, in bytes.
        var offset = 0

        /// Whether both use some of the same bytes of one storage.
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

    /// What a step does.
    enum Work: Sendable {
        case primitive(Primitive)
        case window(WindowCopy)
    }

    struct Step: Sendable {
        let work: Work
        let arguments: [Argument]
        let output: Int
        /// Whether the output takes the place of a value whose content is lost.
        let overwrites: Int?
        let label: String

        var implementation: String {
            switch work {
            case .primitive(let primitive): primitive.implementation
            case .window: "copy"
            }
        }

        /// nil for what is no primitive.
        var scratchpad: Layout? {
            if case .primitive(let primitive) = work { primitive.scratchpad } else { nil }
        }
    }

    let values: [Value]
    let constants: [AlignedBuffer]
    let steps: [Step]
    let inputs: [ProgramValue]
    let outputs: [ProgramValue]
    /// Maps that stay until the next run, for windows of other programs.
    let kept: [ProgramValue]
    /// Values whose largest magnitude each run reports, by the step that makes them.
    let probes: [(step: Int, value: Int)]
    /// Byte offset of each storage in the arena.
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
        // A view has no step of its own: its memory is written by the step that made what it looks at.
        self.probes = probes.map { probe in
            let storage = values[probe.index].storage
            let step = steps.lastIndex { $0.output <= probe.index && values[$0.output].storage == storage }
            return (step ?? -1, probe.index)
        }
        offsets = arena.offsets
        arenaByteCount = arena.byteCount
        scratchByteCount = steps.compactMap(\.scratchpad?.byteCount).max() ?? 0
    }

    /// Shapes of the inputs, in order.
    public var inputShapes: [Shape] { inputs.map { values[$0.index].shape } }

    /// Shapes of the outputs, in order.
    public var outputShapes: [Shape] { outputs.map { values[$0.index].shape } }

    /// For every operation, what it is for and the library's implementation of it.
    public var implementations: [(label: String, implementation: String)] {
        steps.map { ($0.label, $0.implementation) }
    }

    /// Bytes that each thread running the program needs, weights aside.
    public var workspaceByteCount: Int { arenaByteCount + scratchByteCount }
}
