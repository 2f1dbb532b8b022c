import ONNX
import Tensors
import TestSupport

/// A random network with residual sums, concatenations and clips, for laws about plans.
struct RandomGraph {
    private(set) var builder = GraphBuilder()
    /// Names of all maps with their channels, height and width.
    private(set) var maps: [(name: String, extents: [Int])] = []
    private var random: SeededGenerator
    private var seed: UInt64

    static let inputExtents = [3, 11, 9]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        self.seed = seed &* 10_000
        maps = [(builder.input("image", [-1] + Self.inputExtents), Self.inputExtents)]
        convolution(of: maps[0])
        for _ in 0..<Int.random(in: 4...14, using: &random) { step() }
    }

    /// The graph with `value` as what it gives.
    mutating func finished(_ value: String) -> Graph {
        builder.output(value)
        return builder.graph
    }

    private mutating func step() {
        let index = Int.random(in: max(0, maps.count - 4)..<maps.count, using: &random)
        let map = maps[index]
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1, 2: convolution(of: map)
        case 3: append(builder.relu(map.name), map.extents)
        case 4: append(builder.clip(map.name, min: 0, max: 1.5), map.extents)
        case 5:
            let channels = map.extents[0]
            append(
                builder.batchNorm(
                    map.name, scale: tensor([channels], 1), bias: tensor([channels], 1), mean: tensor([channels], 1),
                    variance: .random([channels], seed: seed, in: 0.5...2)), map.extents)
        case 6:
            // A residual block, whose convolution reads the shortcut.
            convolution(of: map, keepsExtents: true)
            append(builder.add(maps[maps.count - 1].name, map.name), map.extents)
        case 7, 8:
            guard let other = partner(of: index, where: { $0 == map.extents }) else { return convolution(of: map) }
            append(builder.add(map.name, other.name), map.extents)
        case 9:
            guard let other = partner(of: index, where: { $0[1...] == map.extents[1...] }) else { return }
            append(
                builder.concat([map.name, other.name]),
                [map.extents[0] + other.extents[0], map.extents[1], map.extents[2]])
        case 10: append(builder.maxPool(map.name, kernel: [3, 3], pads: [1, 1, 1, 1]), map.extents)
        default: append(builder.mul(map.name, builder.node("Sigmoid", [map.name])), map.extents)
        }
    }

    /// Another map, mostly a late one.
    private mutating func partner(
        of index: Int, where fits: ([Int]) -> Bool
    ) -> (name: String, extents: [Int])? {
        let candidates = maps.indices.dropFirst().filter { $0 != index && fits(maps[$0].extents) }
        return candidates.suffix(4).randomElement(using: &random).map { maps[$0] }
    }

    private mutating func convolution(of map: (name: String, extents: [Int]), keepsExtents: Bool = false) {
        let (input, height, width) = (map.extents[0], map.extents[1], map.extents[2])
        let kernel = Bool.random(using: &random) ? 3 : 1
        let pad = kernel / 2
        let isDepthwise = Int.random(in: 0..<4, using: &random) == 0
        let channels = [input, input, 8, 16, Int.random(in: 1...18, using: &random)]
        let output = isDepthwise || keepsExtents ? input : channels.randomElement(using: &random) ?? input
        let stride = !keepsExtents && min(height, width) > 5 && Int.random(in: 0..<6, using: &random) == 0 ? 2 : 1
        let group = isDepthwise ? input : 1
        let range = 2 / Float(kernel * kernel * input / group).squareRoot()
        let name = builder.conv(
            map.name, weights: tensor([output, input / group, kernel, kernel], range), bias: tensor([output], 0.5),
            pads: [pad, pad, pad, pad], strides: [stride, stride], group: group)
        append(name, [output, (height + 2 * pad - kernel) / stride + 1, (width + 2 * pad - kernel) / stride + 1])
    }

    private mutating func append(_ name: String, _ extents: [Int]) { maps.append((name, extents)) }

    private mutating func tensor(_ shape: Shape, _ range: Float) -> Tensor {
        seed += 1
        return .random(shape, seed: seed, in: -range...range)
    }
}
