public import ArgumentParser
import UnitAtlas

extension ResultTable.Format: ExpressibleByArgument {}

/// The form of an output that is one object.
enum ObjectFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
}

/// Arithmetic of the network.
enum Precision: String, CaseIterable, ExpressibleByArgument {
    case f32
}
