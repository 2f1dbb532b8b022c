import COneDNN

/// What decides the bits of a network's results besides its weights: the library, the processor's instructions, and the
/// rule by which layouts and algorithms are chosen (`ConvolutionChoice`).
public enum EngineDescription {
    /// To be raised when the rule changes, for the same shapes then give other bits.
    static let rule = 2

    /// `oneDNN 2.6.3, avx512_core_bf16, rule 1`.
    public static var text: String {
        let version =
            unsafe dnnl_version().map { unsafe "\($0.pointee.major).\($0.pointee.minor).\($0.pointee.patch)" } ?? "?"
        return "oneDNN \(version), \(instructions), rule \(rule)"
    }

    /// Whether vectors have 16 floats; else they have 8.
    public static let hasWideVectors: Bool = {
        let isa = dnnl_get_effective_cpu_isa().rawValue
        // Newer instructions have all bits of those that they include.
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
