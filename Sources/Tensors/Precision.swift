/// The arithmetic of a network's maps and weights; sums are float32 in either, and so are inputs, outputs and biases.
public enum Precision: String, Sendable, Codable, CaseIterable {
    case f32
    /// bfloat16: the first 16 bits of a float32, on processors that multiply them.
    case bf16
}
