import COneDNN

/// An elementwise function.
package enum Activation: Sendable, Equatable, Hashable {
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
    /// `x · Φ(x)` (Hendrycks & Gimpel 2016)
    case gelu
    /// The tanh approximation of GELU.
    case geluTanh
    /// `slope · (exp(x) - 1)` for negative x, otherwise x
    case elu(slope: Float)
    /// `scale ·` ELU, with scale and slope of Klambauer et al. 2017.
    case selu(slope: Float, scale: Float)
    /// `max(x, 0) + min(0, width · (exp(x / width) - 1))`
    case celu(width: Float)
    /// `log(1 + exp(x))`
    case softplus
    /// `x · tanh(softplus(x))`
    case mish
    case exponential
    case logarithm
    case squareRoot
    case square
    case absolute
    case power(scale: Float, exponent: Float)
    /// `slope · x + offset`
    case linear(slope: Float, offset: Float)

    /// oneDNN's algorithm with its alpha and beta; nil if the library does not have the function.
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
        case .geluTanh: (dnnl_eltwise_gelu_tanh, 0, 0)
        case .elu(let slope): (dnnl_eltwise_elu, slope, 0)
        case .softplus: (dnnl_eltwise_soft_relu, 0, 0)
        case .mish: (dnnl_eltwise_mish, 0, 0)
        case .exponential: (dnnl_eltwise_exp, 0, 0)
        case .logarithm: (dnnl_eltwise_log, 0, 0)
        case .squareRoot: (dnnl_eltwise_sqrt, 0, 0)
        case .square: (dnnl_eltwise_square, 0, 0)
        case .absolute: (dnnl_eltwise_abs, 0, 0)
        case .power(let scale, let exponent): (dnnl_eltwise_pow, scale, exponent)
        case .linear(let slope, let offset): (dnnl_eltwise_linear, slope, offset)
        case .hardSigmoid, .selu, .celu: nil
        }
    }

    /// The function as a chain of the library's functions.
    var chain: [Activation] {
        switch self {
        case .hardSigmoid(let slope, let offset): [.linear(slope: slope, offset: offset), .clip(lower: 0, upper: 1)]
        case .selu(let slope, let scale): [.elu(slope: slope), .linear(slope: scale, offset: 0)]
        case .celu(let width):
            [.linear(slope: 1 / width, offset: 0), .elu(slope: 1), .linear(slope: width, offset: 0)]
        default: [self]
        }
    }
}
