/// Sorts nodes topologically.
struct GraphOrder {
    private let nodes: [Node]
    private let path: String
    private var maker: [String: Int] = [:]

    /// Records which node produces each value.
    ///
    /// - Parameter known: The inputs and constants.
    /// - Throws: `GraphError.malformed` for a value that is produced twice or never.
    init(_ nodes: [Node], known: Set<String>, path: String) throws(GraphError) {
        self.nodes = nodes
        self.path = path
        for (index, node) in nodes.enumerated() {
            for output in node.outputs where !output.isEmpty {
                if let first = maker[output] {
                    throw .malformed(
                        path: path, place: "value \(quoted(output))",
                        reason: "it is produced twice, by \(nodes[first].label) and by \(node.label)")
                }
                guard !known.contains(output) else {
                    throw .malformed(
                        path: path, place: "value \(quoted(output))",
                        reason: "it is produced by \(node.label) but is also an input or a constant")
                }
                maker[output] = index
            }
        }
        for node in nodes {
            for input in node.inputs where !input.isEmpty && maker[input] == nil && !known.contains(input) {
                throw .malformed(
                    path: path, place: node.label,
                    reason:
                        "its input \(quoted(input)) is not produced by a node and is neither an input nor a constant")
            }
        }
    }

    /// Returns the nodes, each after those whose outputs it uses, otherwise in their original order.
    ///
    /// - Throws: `GraphError.malformed` with the nodes of a cycle.
    func sorted() throws(GraphError) -> [Node] {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: nodes.count)
        var order: [Node] = []
        order.reserveCapacity(nodes.count)
        for start in nodes.indices where marks[start] == .new {
            var stack: [(node: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let top = stack.last {
                let inputs = nodes[top.node].inputs
                guard top.next < inputs.count else {
                    marks[top.node] = .done
                    order.append(nodes[top.node])
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                guard let needed = maker[inputs[top.next]] else { continue }
                switch marks[needed] {
                case .done: break
                case .new:
                    marks[needed] = .open
                    stack.append((needed, 0))
                case .open:
                    let members = stack.drop { $0.node != needed }.map { nodes[$0.node].label }
                    let shown = members.prefix(5).joined(separator: ", ") + (members.count > 5 ? ", ..." : "")
                    throw .malformed(path: path, place: "the graph", reason: "it has a cycle through \(shown)")
                }
            }
        }
        return order
    }
}

extension Node {
    /// The node in messages: `node 'fc' (Gemm)`.
    var label: String { "node \(quoted(name)) (\(operatorName))" }
}
