/// Why a request is refused before its target is looked at.
enum RequestError: Error, Equatable, CaseIterable {
    case malformed
    case hasBody
    case targetTooLong
    case headTooLarge
    case tooSlow
    case tooManyConnections
    case unsupportedVersion

    /// The status of the response (RFC 9110, section 15).
    var status: Int {
        switch self {
        case .malformed: 400
        case .tooSlow: 408
        case .hasBody: 413
        case .targetTooLong: 414
        case .headTooLarge: 431
        case .tooManyConnections: 503
        case .unsupportedVersion: 505
        }
    }

    var title: String {
        switch self {
        case .malformed: "Invalid request"
        case .tooSlow: "Request too slow"
        case .hasBody: "Request has a body"
        case .targetTooLong: "Address too long"
        case .headTooLarge: "Headers too large"
        case .tooManyConnections: "Too many connections"
        case .unsupportedVersion: "Unsupported version of HTTP"
        }
    }

    /// The message on the page.
    var explanation: String {
        switch self {
        case .malformed: "The request is not valid HTTP/1.1."
        case .tooSlow: "The request did not arrive in time."
        case .hasBody: "This server does not read the body of a request."
        case .targetTooLong: "The address is longer than this server reads."
        case .headTooLarge: "The request has more or longer headers than this server reads."
        case .tooManyConnections: "This server has as many connections as it accepts. Try again in a moment."
        case .unsupportedVersion: "This server supports HTTP/1.1 and HTTP/1.0."
        }
    }
}
