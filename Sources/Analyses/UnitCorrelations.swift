/// The correlations of the pooled activations of units over images. U units, N images.
///
/// The activations of each unit are stored as a column with mean 0 and length 1, so that the correlation of two units is a
/// dot product. They take 4·U·N bytes.
package struct UnitCorrelations: Sendable {
    private let units: Int
    private let images: Int
    private var added = 0
    /// [U, N]
    private var values: [Float]
    /// Whether a unit's activation is the same in all images [U].
    private var isConstant: [Bool]

    /// Allocates memory for the activations of `images` images.
    package init(units: Int, images: Int) {
        self.units = units
        self.images = images
        values = [Float](repeating: 0, count: units * images)
        isConstant = [Bool](repeating: false, count: units)
    }

    /// Adds an image's pooled activations [U].
    package mutating func add(_ pooled: [Float]) {
        precondition(pooled.count == units && added < images, "\(pooled.count) units, image \(added)")
        let (source, place, images) = (pooled.span, added, images)
        var target = values.mutableSpan
        for unit in source.indices { target[unit * images + place] = source[unit] }
        added += 1
    }

    /// Standardizes the columns; call it once, after the last image.
    package mutating func standardize() {
        let (units, images) = (units, images)
        var isConstant = isConstant
        var target = values.mutableSpan
        for unit in 0..<units {
            let places = unit * images..<(unit + 1) * images
            var sum = 0.0
            for place in places { sum += Double(target[place]) }
            let mean = sum / Double(max(1, images))
            var squares = 0.0
            for place in places {
                let difference = Double(target[place]) - mean
                squares += difference * difference
            }
            isConstant[unit] = squares == 0
            let scale = squares > 0 ? 1 / squares.squareRoot() : 0
            for place in places { target[place] = Float((Double(target[place]) - mean) * scale) }
        }
        self.isConstant = isConstant
    }

    /// Returns Pearson's correlation of two units, -1...1; nil if the activation of one of them is constant.
    package func correlation(_ a: Int, _ b: Int) -> Double? {
        guard !isConstant[a], !isConstant[b] else { return nil }
        let x = values.span.extracting(a * images..<(a + 1) * images)
        let y = values.span.extracting(b * images..<(b + 1) * images)
        var sum = 0.0
        for place in x.indices { sum += Double(x[place]) * Double(y[place]) }
        return min(1, max(-1, sum))
    }
}
