extension RequestHead {
    /// Whether a page of another site caused the request: by a link, a form, a picture or a script.
    ///
    /// Browsers send `Sec-Fetch-Site`, `Origin` and `Referer`. A request without them was typed, or comes from a
    /// program. Another port of this machine is another site.
    ///
    /// - Parameter host: The host and port of the request, in lower case, which is its own site.
    func isForeign(to host: String) -> Bool {
        let own = "http://" + host
        func isOwn(_ address: String) -> Bool {
            let address = address.lowercased()
            return address == own || address.hasPrefix(own + "/")
        }
        return !values("sec-fetch-site").allSatisfy { ["none", "same-origin"].contains($0.lowercased()) }
            || !values("origin").allSatisfy { $0.lowercased() == own } || !values("referer").allSatisfy(isOwn)
    }
}
