public import Tensors

/// How a map's values are transformed before they are shown or written; by default not at all.
public struct MapValues: Sendable, Equatable {
    /// How values are scaled.
    public enum Normalization: String, Sendable, Codable, CaseIterable {
        /// Unchanged, comparable across classes and images.
        case none
        /// Divided by the map's largest value. A map without positive values becomes 0.
        case maximum
        /// Shifted and scaled to 0...1; a constant map becomes 0.
        case range
    }

    /// Whether negative values become 0 first.
    public var clips: Bool
    /// How values are scaled.
    public var normalization: Normalization

    /// How values are clipped and scaled.
    public init(clips: Bool = false, normalization: Normalization = .none) {
        self.clips = clips
        self.normalization = normalization
    }

    /// The map with its values clipped and scaled.
    public func applied(to map: Plane) -> Plane {
        var values = clips ? map.values.map { max(0, $0) } : map.values
        switch normalization {
        case .none: break
        case .maximum:
            let largest = values.max() ?? 0
            values = values.map { largest > 0 ? $0 / largest : 0 }
        case .range:
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            values = values.map { high > low ? ($0 - low) / (high - low) : 0 }
        }
        return Plane(height: map.height, width: map.width, values: values)
    }

    /// `raw`, `clipped`, `over its maximum`, `clipped, over its maximum` ...
    public var name: String {
        let parts = [
            clips ? "clipped" : nil,
            normalization == .maximum
                ? "over its maximum" : normalization == .range ? "scaled to 0...1" : nil,
        ].compactMap { $0 }
        return parts.isEmpty ? "raw" : parts.joined(separator: ", ")
    }
}
