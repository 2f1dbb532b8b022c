/// Limits on what clients can use of the server.
struct ServerLimits: Sendable {
    /// The maximum length of a request target in bytes, which can include SQL.
    var targetBytes = 16_384
    /// The maximum length of a request head (request line and headers) in bytes.
    var headBytes = 32_768
    /// The maximum number of headers of a request.
    var headerCount = 100
    /// The maximum number of open connections; further ones are refused.
    var connections = 64
    /// How long a connection may wait for its next request.
    var idleTime = Duration.seconds(30)
    /// How long a head may take from its first byte to its last.
    var headTime = Duration.seconds(10)
    /// How long a client may take to receive the next 64 kB of a response.
    var sendTime = Duration.seconds(20)
    /// The maximum number of pages and pictures rendered at a time; further requests wait.
    var pages = 8
    /// The maximum number of queries at a time. They are limited separately, because each may run up to its time limit.
    var queries = 2
}
