import COneDNN

/// What is done to an operation's result before it is stored.
public enum PostOperation: Sendable, Equatable {
    /// Adds what the destination held before: a residual sum.
    case sum
    case activation(Activation)
}

/// A function applied to every element.
public enum Activation: Sendable, Equatable, Hashable {
    case relu
    /// `max(x, 0) + slope · min(x, 0)`
    case leakyReLU(slope: Float)
    case clip(lower: Float, upper: Float)
    case sigmoid
    case tanh
    /// `x · sigmoid(scale · x)`
    case swish(scale: Float)
    case hardSwish
    /// `clamp(slope · x + offset, 0, 1)`
    case hardSigmoid(slope: Float, offset: Float)
    case gelu
    case exponential
    case logarithm
    case squareRoot
    case square
    case absolute
    case power(scale: Float, exponent: Float)
    /// `slope · x + offset`
    case linear(slope: Float, offset: Float)

    /// oneDNN's algorithm with its alpha and beta; nil where the library has none.
    var parameters: (algorithm: dnnl_alg_kind_t, alpha: Float, beta: Float)? {
        switch self {
        case .relu: (dnnl_eltwise_relu, 0, 0)
        case .leakyReLU(let slope): (dnnl_eltwise_relu, slope, 0)
        case .clip(let lower, let upper): (dnnl_eltwise_clip, lower, upper)
        case .sigmoid: (dnnl_eltwise_logistic, 0, 0)
        case .tanh: (dnnl_eltwise_tanh, 0, 0)
        case .swish(let scale): (dnnl_eltwise_swish, scale, 0)
        case .hardSwish: (dnnl_eltwise_hardswish, 0, 0)
        case .gelu: (dnnl_eltwise_gelu_erf, 0, 0)
        case .exponential: (dnnl_eltwise_exp, 0, 0)
        case .logarithm: (dnnl_eltwise_log, 0, 0)
        case .squareRoot: (dnnl_eltwise_sqrt, 0, 0)
        case .square: (dnnl_eltwise_square, 0, 0)
        case .absolute: (dnnl_eltwise_abs, 0, 0)
        case .power(let scale, let exponent): (dnnl_eltwise_pow, scale, exponent)
        case .linear(let slope, let offset): (dnnl_eltwise_linear, slope, offset)
        case .hardSigmoid: nil
        }
    }

    /// The same as a chain of the library's functions.
    var chain: [Activation] {
        if case .hardSigmoid(let slope, let offset) = self {
            [.linear(slope: slope, offset: offset), .clip(lower: 0, upper: 1)]
        } else {
            [self]
        }
    }
}

/// Post-operations, and a scratchpad that the caller provides: with the library's own, primitives shared between
/// threads give wrong results without an error.
@safe final class PrimitiveAttributes {
    let handle: dnnl_primitive_attr_t

    init(post: [PostOperation]) throws(KernelError) {
        var attributes: dnnl_primitive_attr_t?
        try check(unsafe dnnl_primitive_attr_create(&attributes), "making attributes")
        guard let attributes = unsafe attributes else {
            throw .library(status: "no attributes", operation: "making attributes", detail: "")
        }
        unsafe handle = attributes
        try unsafe check(
            dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "setting the scratchpad")
        if post.isEmpty { return }
        var operations: dnnl_post_ops_t?
        try check(unsafe dnnl_post_ops_create(&operations), "making post-operations")
        guard let operations = unsafe operations else { return }
        defer { unsafe dnnl_post_ops_destroy(operations) }
        for operation in post {
            switch operation {
            case .sum:
                try check(unsafe dnnl_post_ops_append_sum(operations, 1), "appending a sum")
            case .activation(let activation):
                for link in activation.chain {
                    guard let (algorithm, alpha, beta) = link.parameters else { continue }
                    try unsafe check(
                        dnnl_post_ops_append_eltwise(operations, 1, algorithm, alpha, beta), "appending \(link)")
                }
            }
        }
        try unsafe check(dnnl_primitive_attr_set_post_ops(attributes, operations), "setting post-operations")
    }

    deinit { unsafe dnnl_primitive_attr_destroy(handle) }
}
