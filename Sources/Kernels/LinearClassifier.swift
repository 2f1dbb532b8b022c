import CLIBLINEAR
import Glibc
import Synchronization
package import Tensors

/// The problem that LIBLINEAR solves (Fan et al., LIBLINEAR: A Library for Large Linear Classification, JMLR 2008).
package enum LinearObjective: Sendable, Equatable {
    /// Squared hinge loss, one-vs-rest, in the dual.
    case supportVectors
    /// Crammer and Singer's multiclass SVM.
    case crammerSinger
    /// Logistic loss, one-vs-rest, in the primal.
    case logistic

    fileprivate var solver: Int32 {
        switch self {
        case .supportVectors: Int32(L2R_L2LOSS_SVC_DUAL)
        case .crammerSinger: Int32(MCSVM_CS)
        case .logistic: Int32(L2R_LR)
        }
    }

    /// The stopping tolerance, the default of LIBLINEAR's command line.
    fileprivate var tolerance: Double { self == .logistic ? 0.01 : 0.1 }
}

/// A linear layer fitted by LIBLINEAR. K classes, U features.
package struct LinearClassifier: Sendable, Equatable {
    /// [K, U]
    package let weights: Tensor
    /// [K]
    package let bias: [Float]
    /// False if the solver reached its iteration limit.
    package let converged: Bool
}

/// Rows of features in LIBLINEAR's format, shared by any number of fits on subsets of the rows.
///
/// LIBLINEAR uses the global `rand()` and a global print function. Therefore fits are serialized, and each one starts with
/// the same seed, so that equal rows give equal bits.
@safe package final class LinearRows: @unchecked Sendable {
    private let nodes: UnsafeMutablePointer<feature_node>
    private let starts: [Int]
    private let featureCount: Int

    private static let turn = Mutex(())
    private static let warned = Atomic(false)

    /// - Parameter features: [N, U]
    package init(_ features: Tensor) {
        precondition(features.shape.rank == 2, "\(features.shape)")
        let (rows, columns) = (features.shape[0], features.shape[1])
        featureCount = columns
        // Zeros are left out; each row ends with the bias and an end marker.
        let count = features.values.count { $0 != 0 } + 2 * rows
        unsafe nodes = .allocate(capacity: count)
        var (starts, place): ([Int], Int) = ([], 0)
        starts.reserveCapacity(rows)
        for row in 0..<rows {
            starts.append(place)
            for column in 0..<columns {
                let value = features.values[row * columns + column]
                if value == 0 { continue }
                unsafe (nodes + place).initialize(to: feature_node(index: Int32(column + 1), value: Double(value)))
                place += 1
            }
            unsafe (nodes + place).initialize(to: feature_node(index: Int32(columns + 1), value: 1))
            unsafe (nodes + place + 1).initialize(to: feature_node(index: -1, value: 0))
            place += 2
        }
        self.starts = starts
    }

    deinit { unsafe nodes.deallocate() }

    /// Minimizes `½‖w‖² + cost · Σ loss` over `rows`; the bias is the weight of a constant feature 1.
    ///
    /// With two classes and one-vs-rest there is a single problem; the second class has the negated weights of the first.
    ///
    /// - Parameter classes: The class of each of `rows`, in 0..<`classCount`. A class without rows gets zero weights and a
    ///   bias with which it is never predicted.
    /// - Precondition: At least two classes have rows.
    package func fit(
        rows: [Int], classes: [Int], classCount: Int, objective: LinearObjective, cost: Double
    ) throws(KernelError) -> LinearClassifier {
        precondition(rows.count == classes.count && Set(classes).count > 1, "\(rows.count) rows")
        var labels = classes.map(Double.init)
        let result = unsafe labels.withUnsafeMutableBufferPointer { labels in
            var pointers: [UnsafeMutablePointer<feature_node>?] = unsafe rows.map { unsafe nodes + starts[$0] }
            return unsafe pointers.withUnsafeMutableBufferPointer { pointers in
                var problem = unsafe problem(
                    l: Int32(rows.count), n: Int32(featureCount + 1), y: labels.baseAddress, x: pointers.baseAddress,
                    bias: 1)
                return unsafe train(&problem, objective: objective, cost: cost, classCount: classCount)
            }
        }
        return try result.get()
    }

    private func train(
        _ problem: UnsafeMutablePointer<problem>, objective: LinearObjective, cost: Double, classCount: Int
    ) -> Result<LinearClassifier, KernelError> {
        var parameter = unsafe parameter(
            solver_type: objective.solver, eps: objective.tolerance, C: cost, nr_weight: 0, weight_label: nil,
            weight: nil, p: 0.1, init_sol: nil)
        if let message = unsafe check_parameter(problem, &parameter) {
            return .failure(.refused(unsafe String(cString: message)))
        }
        return Self.turn.withLock { _ in
            Self.warned.store(false, ordering: .relaxed)
            unsafe set_print_string_function { text in
                guard let text = unsafe text else { return }
                if unsafe strstr(text, "reaching max") != nil {
                    LinearRows.warned.store(true, ordering: .relaxed)
                }
            }
            srand(1)
            var model = unsafe CLIBLINEAR.train(problem, &parameter)
            defer { unsafe free_and_destroy_model(&model) }
            guard let found = unsafe model else { return .failure(.refused("no model was made")) }
            return .success(unsafe read(found, objective: objective, classCount: classCount))
        }
    }

    /// Returns the weights by class. LIBLINEAR stores them by feature, with classes in the order in which labels first occur.
    private func read(
        _ model: UnsafeMutablePointer<model>, objective: LinearObjective, classCount: Int
    ) -> LinearClassifier {
        let found = Int(unsafe get_nr_class(model))
        var labels = [Int32](repeating: 0, count: found)
        unsafe get_labels(model, &labels)
        let isSingle = found == 2 && objective != .crammerSinger
        let step = isSingle ? 1 : found
        var weights = [Float](repeating: 0, count: classCount * featureCount)
        var bias = [Float](repeating: -.greatestFiniteMagnitude, count: classCount)
        guard let values = unsafe model.pointee.w else {
            return LinearClassifier(weights: .zeros([classCount, featureCount]), bias: bias, converged: false)
        }
        for (place, label) in labels.enumerated() {
            let (column, sign) = isSingle ? (0, place == 0 ? 1.0 : -1.0) : (place, 1.0)
            let start = Int(label) * featureCount
            for feature in 0..<featureCount {
                weights[start + feature] = Float(sign * (unsafe values[feature * step + column]))
            }
            bias[Int(label)] = Float(sign * (unsafe values[featureCount * step + column]))
        }
        return LinearClassifier(
            weights: Tensor(shape: [classCount, featureCount], values: weights), bias: bias,
            converged: !Self.warned.load(ordering: .relaxed))
    }
}
