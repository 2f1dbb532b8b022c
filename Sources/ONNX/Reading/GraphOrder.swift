/// The order in which nodes can run.
struct GraphOrder {
    private let nodes: [Node]
    private let path: String
    private var maker: [String: Int] = [:]

    /// Takes note of who makes which value.
    ///
    /// - Parameter known: values there from the start.
    /// - Throws: `GraphError.malformed` for a value made twice or taken from nowhere.
    init(_ nodes: [Node], known: Set<String>, path: String) throws(GraphError) {
        self.nodes = nodes
        self.path = path
        for (index, node) in nodes.enumerated() {
            for output in node.outputs where !output.isEmpty {
                if let first = maker[output] {
                    throw .malformed(
                        path: path, place: "value \(quoted(output))",
                        reason: "made twice, by \(nodes[first].label) and by \(node.label)")
                }
                guard !known.contains(output) else {
                    throw .malformed(
                        path: path, place: "value \(quoted(output))",
                        reason: "made by \(node.label), and there already as an input or a constant")
                }
                maker[output] = index
            }
        }
        for node in nodes {
            for input in node.inputs where !input.isEmpty && maker[input] == nil && !known.contains(input) {
                throw .malformed(
                    path: path, place: node.label,
                    reason: "its input \(quoted(input)) is made by no node and is neither an input nor a constant")
            }
        }
    }

    /// The nodes, each after those whose outputs it takes, otherwise as they came.
    ///
    /// - Throws: `GraphError.malformed` naming the nodes of a cycle.
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
                    throw .malformed(path: path, place: "the graph", reason: "a cycle through \(shown)")
                }
            }
        }
        return order
    }
}

extension Node {
    /// `node 'fc' (Gemm)`, for messages.
    var label: String { "node \(quoted(name)) (\(operatorName))" }
}
