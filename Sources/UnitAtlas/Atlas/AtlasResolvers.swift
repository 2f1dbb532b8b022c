public import Annotations
public import Units

extension Atlas {
    /// Finds classes of a head by index, wnid, name, synonym or a unique part of a name; nil is the network's own.
    public func classResolver(_ head: String? = nil) throws -> ClassResolver {
        ClassResolver(try self.head(head).classes)
    }

    /// Returns the class of a head that `text` names by index, wnid, name, synonym, or a part of the name that no other
    /// class has.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    /// - Throws: An error with the candidates if `text` matches several classes.
    public func resolveClass(_ text: String, head: String? = nil) throws -> ClassRecord {
        try classResolver(head).resolve(text)
    }
}
