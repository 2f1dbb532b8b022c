/// One H×W map of float32, row-major.
public struct Plane: Sendable, Equatable {
    /// The height.
    public let height: Int
    /// The width.
    public let width: Int
    /// The values in row-major order.
    public let values: [Float]

    /// - Precondition: `values.count == height * width`.
    public init(height: Int, width: Int, values: [Float]) {
        precondition(values.count == height * width, "\(values.count) values for a plane of \(height)×\(width)")
        self.height = height
        self.width = width
        self.values = values
    }

    /// The value in column `x` of row `y`.
    public subscript(x x: Int, y y: Int) -> Float { values[y * width + x] }

    /// The largest value; nil if the plane is empty.
    public var maximum: Float? { values.max() }

    /// The mean of the values, summed in double precision in row-major order.
    public var mean: Float { Float(values.reduce(0.0) { $0 + Double($1) } / Double(max(1, values.count))) }
}
