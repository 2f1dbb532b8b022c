/// The precision of a network's maps and weights. Sums, inputs, outputs and biases are always float32.
public enum Precision: String, Sendable, Codable, CaseIterable {
    case f32
    /// bfloat16, the upper 16 bits of a float32; requires a processor with bf16 instructions.
    case bf16
}
