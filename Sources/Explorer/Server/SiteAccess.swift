extension Site {
    /// Returns the response to a request, after checking its host, origin and method.
    ///
    /// - Parameter port: The port the server listens on.
    func respond(to head: RequestHead, port: Int) -> Response {
        let page = Page(self, .served)
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map { "\($0):\(port)" }
        guard let host = head.values("host").first?.lowercased(), hosts.contains(host) else {
            return page.failure(
                status: 421, "Wrong host", "This server only answers requests to http://127.0.0.1:\(port)/.")
        }
        guard !head.isForeign(to: host) else {
            return page.failure(
                status: 403, "Request from another site",
                "A page of another site sent this request. The server answers such requests with this page only.")
        }
        guard head.method == "GET" || head.method == "HEAD" else {
            var response = page.failure(
                status: 405, "Method not allowed", "Only GET and HEAD are supported; the site is read-only.")
            response.headers = [("Allow", "GET, HEAD")]
            return response
        }
        guard !head.hasBody else { return page.failure(.hasBody) }
        guard let request = Request(target: head.target, knownTag: head.values("if-none-match").first) else {
            return page.failure(status: 400, "Invalid address", "The address is not a valid URL.")
        }
        return respond(to: request)
    }

    /// Returns whether answering a request runs an SQL query.
    func runsQuery(_ head: RequestHead) -> Bool {
        switch Request(target: head.target).flatMap({ Destination(path: $0.path) }) {
        case .sql, .query: true
        default: false
        }
    }
}
