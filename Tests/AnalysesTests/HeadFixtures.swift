import Foundation
import Tensors

/// What scikit-learn and SciPy give (`Tools/make_head_fixtures.py`).
struct HeadFixtures: Decodable {
    struct Layer: Decodable {
        let weights: [[Double]]
        let bias: [Double]
    }
    struct Wilson: Decodable {
        let successes: Int
        let total: Int
        let interval: [Double]
    }
    struct McNemar: Decodable {
        let only_first: Int
        let only_second: Int
        let exact: Double
        let corrected: Double
    }
    struct Spearman: Decodable {
        let a: [Double]
        let b: [Double]
        let rho: Double
    }

    let cost: Double
    let features: [[Float]]
    let labels: [Int]
    let numbers: [Float]
    let svm: Layer
    let svm_two_classes: Layer
    let crammer_singer: Layer
    let logistic: Layer
    let ridge: Layer
    let ridge_classes: Layer
    let ridge_few: Layer
    let wilson: [Wilson]
    let mcnemar: [McNemar]
    let spearman: [Spearman]

    static func read() throws -> HeadFixtures {
        let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/heads.json")
        return try JSONDecoder().decode(HeadFixtures.self, from: Data(contentsOf: url))
    }

    var matrix: Tensor { Tensor(shape: [features.count, features[0].count], values: features.flatMap { $0 }) }
}
