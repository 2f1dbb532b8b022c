public import ArgumentParser
import Reporting
import Tensors
import UnitAtlas

extension ResultTable.Format: ExpressibleByArgument {}

/// The form of an output that is one object.
enum ObjectFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
}

extension Precision: ExpressibleByArgument {}
