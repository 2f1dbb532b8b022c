import COneDNN
package import Tensors

/// An algorithm for a convolution, with the layouts of its input and output.
///
/// The choice depends only on shapes, so that a network gives the same bits in every run.
package struct ConvolutionChoice {
    let algorithm: dnnl_alg_kind_t
    let source: Layout
    let target: Layout

    /// Whether Winograd's algorithm (Lavin and Gray 2016) is used: it needs less than half the multiplications.
    ///
    /// The library only has it for vectors of 16 floats. Times for one image on each of two threads, direct /
    /// Winograd in ms: 64 -> 64 channels at 56×56 1.99 / 1.01, 128 at 28×28 1.95 / 0.62, 256 at 14×14 1.81 / 0.92, 512 at
    /// 14×14 7.9 / 4.0, 512 at 7×7 1.66 / 1.28, 64 at 8×8 0.035 / 0.023.
    package static func usesWinograd(
        weights: Shape, geometry: ConvolutionGeometry, post: [PostOperation], output: [Int]
    ) -> Bool {
        let takesPost =
            switch post {
            case [], [.sum], [.activation(.relu)], [.sum, .activation(.relu)]: true
            default: false
            }
        return takesPost && weights.extents[2...] == [3, 3] && geometry.groups == 1 && geometry.strides == [1, 1]
            && geometry.dilations == [1, 1] && geometry.pads.allSatisfy { $0 <= 1 } && weights[0] % 16 == 0
            && weights[1] % 16 == 0 && output.allSatisfy { $0 >= 5 }
    }
}

extension ProgramBuilder {
    /// Returns the choices for a convolution, best first; the last one is always available.
    func convolutionChoices(
        _ input: Layout, source: [Int], target: [Int], weights: Shape, geometry: ConvolutionGeometry,
        post: [PostOperation], residual: Layout?
    ) throws(KernelError) -> [ConvolutionChoice] {
        var choices: [ConvolutionChoice] = []
        let isDepthwise = geometry.groups > 1 && geometry.groups == source[1]
        let isPlain = geometry.groups == 1 || isDepthwise
        let lastSource = try Layout.channelsLast(source, precision)
        let lastTarget = try Layout.channelsLast(target, precision)
        func append(_ algorithm: dnnl_alg_kind_t, _ source: Layout, _ target: Layout) {
            choices.append(ConvolutionChoice(algorithm: algorithm, source: source, target: target))
        }
        if usesBlocks, isPlain, Layout.fillsBlocks(target), residual?.isBlocked(target) ?? true {
            let blocked = try Layout.blocked(target, precision)
            if Layout.fillsBlocks(source) {
                let blockedSource = try Layout.blocked(source, precision)
                let usesWinograd =
                    precision == .f32 && EngineDescription.hasWideVectors
                    && ConvolutionChoice.usesWinograd(
                        weights: weights, geometry: geometry, post: post, output: Array(target[2...]))
                if usesWinograd {
                    append(dnnl_convolution_winograd, blockedSource, blocked)
                } else if residual == nil, input.isSame(as: lastSource) {
                    // Another layout has no advantage, and a change of layout takes time.
                    append(dnnl_convolution_direct, lastSource, lastTarget)
                }
                append(dnnl_convolution_direct, blockedSource, blocked)
            } else if source[1] <= 3, geometry.groups == 1 {
                // The planes of an image are read in their layout.
                append(dnnl_convolution_direct, try Layout.plain(source, precision), blocked)
            }
        }
        if usesBlocks, isPlain, residual?.isSame(as: lastTarget) ?? true {
            append(dnnl_convolution_direct, lastSource, lastTarget)
        }
        var anyTarget = try Layout.any(target, precision)
        if let residual { anyTarget = residual }
        choices.append(
            ConvolutionChoice(
                algorithm: dnnl_convolution_direct, source: try Layout.any(source, precision), target: anyTarget))
        return choices
    }
}
