public import Tensors
public import Units

/// How a class's weights are transformed before they weight the maps. The paper uses them unchanged.
public enum MapWeighting: String, Sendable, Codable, CaseIterable {
    /// `w_ck`
    case raw
    /// `max(0, w_ck)`
    case relu
    /// `exp(w_ck) / Σ_j exp(w_cj)`, over the units
    case softmax

    /// Returns the transformed weights of `classes` [classes, U].
    public func weights(of classes: [ClassID], _ head: Head) -> Tensor {
        let units = head.unitCount
        var values: [Float] = []
        values.reserveCapacity(classes.count * units)
        for id in classes { values += applied(head.weights.values[id.value * units..<(id.value + 1) * units]) }
        return Tensor(shape: [classes.count, units], values: values)
    }

    private func applied(_ row: ArraySlice<Float>) -> [Float] {
        switch self {
        case .raw: return Array(row)
        case .relu: return row.map { max(0, $0) }
        case .softmax: return Softmax.probabilities(row)
        }
    }
}
