import Foundation

/// The annotations that say where objects are in images.
public enum ObjectSource: Sendable, Equatable {
    /// A folder of masks: ``ObjectAnnotations``.
    case masks(String)
    /// Boxes with names: a file or folder in any form of ``BoxFormat``.
    case boxes(String)

    /// The file or the folder.
    public var path: String {
        switch self {
        case .masks(let path), .boxes(let path): path
        }
    }

    /// The source as named in messages and stored settings.
    public var text: String {
        let name = URL(fileURLWithPath: path).lastPathComponent
        return switch self {
        case .masks: "masks in \(name)"
        case .boxes: "boxes in \(name)"
        }
    }
}
