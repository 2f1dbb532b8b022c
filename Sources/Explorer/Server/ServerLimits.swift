/// How much of the server its clients may take.
struct ServerLimits: Sendable {
    /// The longest target of a request, in bytes: queries in SQL are part of it.
    var targetBytes = 16_384
    /// The longest head of a request, in bytes: its first line and its headers.
    var headBytes = 32_768
    /// The most headers of a request.
    var headerCount = 100
    /// Connections at a time; a further one is refused.
    var connections = 64
    /// How long a connection may wait for its next request.
    var idleTime = Duration.seconds(30)
    /// How long a head may take from its first byte to its last.
    var headTime = Duration.seconds(10)
    /// How long a client may take to receive the next 64 kB of a response.
    var sendTime = Duration.seconds(20)
    /// Pages and pictures made at a time; further requests wait.
    var pages = 8
    /// Queries run at a time, apart from the others: one takes up to the time limit of queries.
    var queries = 2
}
