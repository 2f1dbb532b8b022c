/// Another window for a convolution or a pool: lists are [vertical, horizontal], pads [top, left, bottom, right].
public struct WindowChange: Sendable, Equatable {
    /// The value that the node gives, and the one that it is to read: another where it pads for a node before it.
    public let output: String
    public let input: String
    public let strides: [Int]
    public let dilations: [Int]
    public let pads: [Int]
    /// Of an average: whether cells in the padding count.
    public let countsPadding: Bool?

    public init(
        output: String, input: String, strides: [Int], dilations: [Int], pads: [Int], countsPadding: Bool? = nil
    ) {
        (self.output, self.input) = (output, input)
        (self.strides, self.dilations, self.pads) = (strides, dilations, pads)
        self.countsPadding = countsPadding
    }
}
