import COneDNN

/// The description of the engine, which determines the bits of a network's results together with the weights: the library,
/// the instruction set, and the rule for choosing layouts and algorithms (`ConvolutionChoice`).
package enum EngineDescription {
    /// The version of the rule. Increase it when the rule changes, because results then have other bits.
    static let rule = 2

    /// `oneDNN 2.6.3, avx512_core_bf16, rule 1`.
    package static var text: String {
        let version =
            unsafe dnnl_version().map { unsafe "\($0.pointee.major).\($0.pointee.minor).\($0.pointee.patch)" } ?? "?"
        return "oneDNN \(version), \(instructions), rule \(rule)"
    }

    /// Whether vectors have 16 floats; otherwise they have 8.
    package static let hasWideVectors: Bool = {
        let isa = dnnl_get_effective_cpu_isa().rawValue
        // The value of an instruction set contains the bits of those it includes.
        return isa & dnnl_cpu_isa_avx512_core.rawValue == dnnl_cpu_isa_avx512_core.rawValue
    }()

    private static var instructions: String {
        switch dnnl_get_effective_cpu_isa() {
        case dnnl_cpu_isa_sse41: "sse41"
        case dnnl_cpu_isa_avx: "avx"
        case dnnl_cpu_isa_avx2: "avx2"
        case dnnl_cpu_isa_avx2_vnni: "avx2_vnni"
        case dnnl_cpu_isa_avx512_core: "avx512_core"
        case dnnl_cpu_isa_avx512_core_vnni: "avx512_core_vnni"
        case dnnl_cpu_isa_avx512_core_bf16: "avx512_core_bf16"
        case dnnl_cpu_isa_avx512_core_amx: "avx512_core_amx"
        default: "instruction set \(dnnl_get_effective_cpu_isa().rawValue)"
        }
    }
}
