public import Annotations
public import Units

extension Atlas {
    /// Finds classes of a head by index, wnid, name, synonym or a unique part of a name; nil is the network's own.
    public func classResolver(_ head: String? = nil) throws -> ClassResolver {
        ClassResolver(try self.head(head).classes)
    }

    /// The class of a head that `text` means: its index, wnid, name, one of its synonyms, or a part of its name that no other
    /// class has.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    /// - Throws: an error with the candidates where `text` may mean several classes.
    public func resolveClass(_ text: String, head: String? = nil) throws -> ClassRecord {
        try classResolver(head).resolve(text)
    }
}
