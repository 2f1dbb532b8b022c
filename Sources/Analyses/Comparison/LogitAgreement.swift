package import Tensors

/// How much the logits of two networks agree, over images and the classes that both have.
package struct LogitAgreement: Sendable {
    /// The places of the common classes in the logits of each network.
    private let classesA: [Int]
    private let classesB: [Int]
    private var count = 0
    private var sumA = 0.0
    private var sumB = 0.0
    private var squaresA = 0.0
    private var squaresB = 0.0
    private var products = 0.0

    package init(classesA: [Int], classesB: [Int]) {
        precondition(classesA.count == classesB.count, "\(classesA.count) and \(classesB.count) classes")
        (self.classesA, self.classesB) = (classesA, classesB)
    }

    /// Adds the logits [N, K] of N images.
    package mutating func add(_ a: Tensor, _ b: Tensor) {
        let valuesA = a.values.span
        let valuesB = b.values.span
        for image in 0..<a.shape[0] {
            for place in classesA.indices {
                let x = Double(valuesA[image * a.shape[1] + classesA[place]])
                let y = Double(valuesB[image * b.shape[1] + classesB[place]])
                sumA += x
                sumB += y
                squaresA += x * x
                squaresB += y * y
                products += x * y
            }
        }
        count += a.shape[0] * classesA.count
    }

    /// Pearson's correlation over all images and classes; nil if the logits of one network are all the same.
    package var correlation: Double? {
        let n = Double(max(1, count))
        let (variationA, variationB) = (squaresA - sumA * sumA / n, squaresB - sumB * sumB / n)
        guard variationA > 0, variationB > 0 else { return nil }
        return min(1, max(-1, (products - sumA * sumB / n) / (variationA * variationB).squareRoot()))
    }

    /// The root mean square of the differences; nil without images or classes.
    package var rootMeanSquareDifference: Double? {
        count > 0 ? (max(0, squaresA + squaresB - 2 * products) / Double(count)).squareRoot() : nil
    }
}
