import COneDNN
package import Tensors

extension Precision {
    /// Whether this processor has instructions for the precision.
    package var isSupported: Bool {
        switch self {
        case .f32: true
        case .bf16:
            dnnl_get_effective_cpu_isa().rawValue & dnnl_cpu_isa_avx512_core_bf16.rawValue
                == dnnl_cpu_isa_avx512_core_bf16.rawValue
        }
    }

    var type: dnnl_data_type_t {
        switch self {
        case .f32: dnnl_f32
        case .bf16: dnnl_bf16
        }
    }
}
