import Foundation

/// Where objects are in images.
public enum ObjectSource: Sendable, Equatable {
    /// A folder of masks: ``ObjectAnnotations``.
    case masks(String)
    /// Boxes with names: a file or folder of any form that boxes have.
    case boxes(String)

    /// The file or the folder.
    public var path: String {
        switch self {
        case .masks(let path), .boxes(let path): path
        }
    }

    /// As notes and configurations say it.
    public var text: String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        return switch self {
        case .masks: "masks in \(name)"
        case .boxes: "boxes in \(name)"
        }
    }
}
