/// A count with its noun.
package enum CountText {
    /// `1 image`, `720 images`, `1 class`, `2 classes`.
    package static func text(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)" + (count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")
    }
}
