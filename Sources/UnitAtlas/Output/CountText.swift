/// A number with what it counts.
public enum CountText {
    /// `1 image`, `720 images`, `1 class`, `2 classes`.
    public static func text(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)" + (count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")
    }
}
