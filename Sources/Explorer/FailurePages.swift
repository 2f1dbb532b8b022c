extension Page {
    func notFound(_ path: String) -> Response {
        failure(status: 404, "Page not found", "There is no page /\(String(path.prefix(200))).")
    }

    /// Returns a page with an error message and a link to the home page.
    func failure(status: Int, _ title: String, _ sentence: String) -> Response {
        .page(
            html(
                title, "<h1>\(title)</h1><p class=\"lead\">\(sentence)</p><p>\(link(.home, "All classes"))</p>"),
            status: status)
    }

    func failure(_ error: RequestError) -> Response {
        failure(status: error.status, error.title, error.explanation)
    }
}
