import ONNX
import Tensors
import TestSupport
import Testing

/// How often a window fits, against sliding it step by step.
struct WindowTests {
    private func window(
        kernel: Int, stride: Int, dilation: Int, pads: (Int, Int), extent: Int
    ) throws -> Window {
        let node = Node(
            name: "pool", operatorName: "MaxPool", inputs: ["x"], outputs: ["y"],
            attributes: [
                "strides": .integers([stride]), "dilations": .integers([dilation]),
                "pads": .integers([pads.0, pads.1]),
            ])
        return try Window(node, kernel: [kernel], over: [1, 1, extent])
    }

    /// Starts of windows that end inside the padded axis.
    private func slid(_ extent: Int, _ reach: Int, _ stride: Int, _ pads: (Int, Int)) -> Int {
        stride > 0 ? Array(stride: stride, from: -pads.0, while: { $0 + reach <= extent + pads.1 }).count : 0
    }

    @Test func asSliding() throws {
        for extent in 1...9 {
            for kernel in 1...4 {
                for stride in 1...3 {
                    for dilation in 1...2 {
                        for pads in [(0, 0), (1, 1), (0, 1), (2, 0)] {
                            let reach = dilation * (kernel - 1) + 1
                            let window = try window(
                                kernel: kernel, stride: stride, dilation: dilation, pads: pads, extent: extent)
                            let cells = window.cells(ceil: false)[0]
                            #expect(
                                max(0, cells) == slid(extent, reach, stride, pads),
                                "\(extent) \(kernel) \(stride) \(dilation) \(pads)")
                        }
                    }
                }
            }
        }
    }

    /// With `ceil_mode` a last window may hang over the end, but must begin before the padding there.
    @Test func roundedUp() throws {
        for extent in 2...12 {
            for kernel in 1...3 {
                for stride in 1...4 {
                    let window = try window(kernel: kernel, stride: stride, dilation: 1, pads: (1, 1), extent: extent)
                    let whole = window.cells(ceil: false)[0]
                    let cells = window.cells(ceil: true)[0]
                    let lastEnd = -1 + (whole - 1) * stride + kernel
                    let all = whole + (lastEnd < extent + 1 ? 1 : 0)
                    let lastStart = -1 + (all - 1) * stride
                    #expect(cells == (lastStart < extent ? all : all - 1), "\(extent) \(kernel) \(stride)")
                }
            }
        }
    }

    /// `SAME_UPPER` puts the odd cell of padding after the axis, `SAME_LOWER` before it.
    @Test(arguments: [("SAME_UPPER", [0, 1]), ("SAME_LOWER", [1, 0])])
    func sameSize(_ mode: String, _ pads: [Int]) throws {
        let node = Node(
            name: "conv", operatorName: "Conv", inputs: ["x"], outputs: ["y"],
            attributes: ["strides": .integers([2]), "auto_pad": .string(mode)])
        let window = try Window(node, kernel: [3], over: [1, 1, 8])
        #expect(window.pads == pads)
        #expect(window.cells(ceil: false) == [4])
    }
}

extension [Int] {
    fileprivate init(stride: Int, from start: Int, while isInside: (Int) -> Bool) {
        self = []
        var place = start
        while isInside(place) {
            append(place)
            place += stride
        }
    }
}
