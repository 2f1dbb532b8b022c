/// Why a drawing failed.
package enum CanvasError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A canvas whose sides are not both in 1...`limit`, or whose pixels exceed `pixels`.
    case size(width: Int, height: Int, limit: Int, pixels: Int)
    /// A coordinate, size or angle that is NaN, infinite, or beyond what Cairo's 24.8 fixed point holds.
    case coordinate(operation: String, value: Double)
    /// Cairo reported an error.
    case cairo(operation: String, message: String)

    package var description: String {
        switch self {
        case .size(let width, let height, let limit, let pixels):
            "Cannot draw a picture of \(width)×\(height) pixels: each side must be from 1 to \(limit) pixels and the total at "
                + "most \(pixels) pixels; draw fewer or smaller tiles."
        case .coordinate(let operation, let value):
            "Drawing failed (\(operation)): \(value) is not a finite number within ±1,000,000."
        case .cairo(let operation, let message):
            "Cairo failed (\(operation)): \(message)."
        }
    }
}
