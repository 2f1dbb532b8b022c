import COneDNN

/// An operation applied to a result before it is stored.
package enum PostOperation: Sendable, Equatable {
    /// Adds the previous content of the destination: a residual sum.
    case sum
    case activation(Activation)
}

/// Post-operations, with a scratchpad provided by the caller. With the library's scratchpad, primitives shared by threads
/// silently give wrong results.
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
