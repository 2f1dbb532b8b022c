import Foundation
import TestSupport
import Testing
import Units

@Suite struct SoftmaxTests {
    @Test func byHand() {
        #expect(Softmax.probabilities([0, 0] as [Float]) == [0.5, 0.5])
        let two = Softmax.probabilities([Float(log(3.0)), 0] as [Float])
        #expect(abs(two[0] - 0.75) < 1e-7 && abs(two[1] - 0.25) < 1e-7)
        #expect(Softmax.probabilities([Float]()).isEmpty)
        #expect(Softmax.probabilities([3e38, -3e38] as [Float]) == [1, 0])
    }

    @Test func sumsToOneAndIgnoresAShift() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let scores = (0..<20).map { _ in Float(Int.random(in: -40...40, using: &random)) / 4 }
            let found = Softmax.probabilities(scores)
            #expect(abs(found.reduce(0.0) { $0 + Double($1) } - 1) < 1e-6)
            #expect(Softmax.probabilities(scores.map { $0 + 512 }) == found)
            let naive = scores.map { exp(Double($0)) }
            let sum = naive.reduce(0, +)
            for (value, power) in zip(found, naive) { #expect(abs(Double(value) - power / sum) < 1e-7) }
        }
    }
}
