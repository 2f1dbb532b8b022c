/// Descriptive statistics of numbers, in double precision and in the order given.
package enum Statistics {
    /// Returns the arithmetic mean; 0 for no values.
    package static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// Returns the median, the upper one of the two middle values if their number is even; nil for no values.
    package static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    /// Returns the smallest value at or below which a fraction of the total weight lies; nil for no values.
    ///
    /// - Parameters:
    ///   - fraction: 0...1
    ///   - values: In ascending order, with weights of at least 0.
    package static func quantile(_ fraction: Double, sorted values: [(value: Double, weight: Double)]) -> Double? {
        let total = values.reduce(0) { $0 + $1.weight }
        var sum = 0.0
        for (value, weight) in values {
            sum += weight
            if sum >= fraction * total { return value }
        }
        return values.last?.value
    }

    /// Returns Pearson's correlation coefficient, -1...1; nil if one of the lists is constant.
    ///
    /// - Precondition: both lists have the same length.
    package static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
        precondition(a.count == b.count, "\(a.count) and \(b.count) values")
        let (meanA, meanB) = (mean(a), mean(b))
        return cosine(a.map { $0 - meanA }, b.map { $0 - meanB })
    }

    /// Returns the cosine of the angle between two vectors, -1...1; nil if one of them is 0.
    ///
    /// - Precondition: both vectors have the same length.
    package static func cosine(_ a: [Double], _ b: [Double]) -> Double? {
        precondition(a.count == b.count, "\(a.count) and \(b.count) values")
        var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
        for index in a.indices {
            product += a[index] * b[index]
            squaresA += a[index] * a[index]
            squaresB += b[index] * b[index]
        }
        let lengths = (squaresA * squaresB).squareRoot()
        return lengths > 0 ? min(1, max(-1, product / lengths)) : nil
    }
}
