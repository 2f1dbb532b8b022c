import Foundation
import Observers
import Tensors
import Testing
import Units

@Suite struct PredictionsTests {
    @Test func theLargestLogitsWithTheirProbabilities() {
        let top = Predictions.top(2, logits: [1, 3, 3, -1])
        #expect(top.map(\.classID) == [ClassID(1), ClassID(2)])
        #expect(top.map(\.rank) == [1, 2])
        #expect(top.map(\.logit) == [3, 3])
        let total = exp(-2.0) + 1 + 1 + exp(-4.0)
        #expect(abs(top[0].probability - Float(1 / total)) < 1e-7)
    }

    @Test func fewerClassesThanAsked() {
        #expect(Predictions.top(5, logits: [2, 1]).count == 2)
        #expect(Predictions.top(5, logits: []).isEmpty)
    }

    @Test func hugeLogitsDoNotOverflow() {
        #expect(Predictions.top(1, logits: [3e38, 0])[0].probability == 1)
    }

    @Test func pooling() {
        let observation = Observation(
            maps: Tensor(shape: [2, 1, 4], values: [1, 2, 3, 6, -1, -1, -1, -3]), peaks: [3, 0], logits: [])
        #expect(PooledActivations.mean(of: observation) == [3, -1.5])
        #expect(PooledActivations.maximum(of: observation) == [6, -1])
    }
}
