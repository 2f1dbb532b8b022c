extension RequestHead {
    /// Whether a page of another site caused the request: by a link, a form, a picture or a script.
    ///
    /// Browsers say so in `Sec-Fetch-Site`, `Origin` and `Referer`. A request that has none of them was typed, or comes from a
    /// program. Another port of this machine is another site.
    ///
    /// - Parameter host: The host and port that the request names, in lower case: its own site.
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
