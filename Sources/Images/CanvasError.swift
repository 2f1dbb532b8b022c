/// Why a drawing failed.
public enum CanvasError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A canvas whose sides are not both in 1...`limit`, or whose pixels exceed `pixels`.
    case size(width: Int, height: Int, limit: Int, pixels: Int)
    /// A coordinate, size or angle that is NaN, infinite, or beyond what Cairo's 24.8 fixed point holds.
    case coordinate(operation: String, value: Double)
    /// Cairo's own message.
    case cairo(operation: String, message: String)

    public var description: String {
        switch self {
        case .size(let width, let height, let limit, let pixels):
            "A picture of \(width)×\(height) pixels cannot be drawn: each side must be 1 to \(limit) and the whole "
                + "at most \(pixels) pixels; draw fewer or smaller tiles."
        case .coordinate(let operation, let value):
            "The coordinate \(value) (\(operation)) is not a finite number within ±1000000."
        case .cairo(let operation, let message):
            "Cairo failed (\(operation)): \(message)."
        }
    }
}
