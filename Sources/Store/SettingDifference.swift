/// One setting whose value in an atlas differs from the value requested.
public struct SettingDifference: Sendable, Equatable {
    /// The name of the setting.
    public let name: String
    /// The atlas's value.
    public let stored: String
    /// The value requested.
    public let requested: String

    package init(name: String, stored: String, requested: String) {
        self.name = name
        self.stored = stored
        self.requested = requested
    }
}

extension SettingDifference: CustomStringConvertible {
    /// A clause, without a full stop.
    public var description: String { "\(name) is \(stored) in the atlas, but \(requested) was requested" }
}
