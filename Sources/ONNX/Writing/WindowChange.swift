/// A new window for a convolution or pooling operator. Lists are [vertical, horizontal], pads [top, left, bottom, right].
package struct WindowChange: Sendable, Equatable {
    /// The output of the node, and its new input, which differs if the node takes over the padding of a node before it.
    package let output: String
    package let input: String
    package let strides: [Int]
    package let dilations: [Int]
    package let pads: [Int]
    /// For an average: whether cells in the padding are counted.
    package let countsPadding: Bool?

    package init(
        output: String, input: String, strides: [Int], dilations: [Int], pads: [Int], countsPadding: Bool? = nil
    ) {
        (self.output, self.input) = (output, input)
        (self.strides, self.dilations, self.pads) = (strides, dilations, pads)
        self.countsPadding = countsPadding
    }
}
