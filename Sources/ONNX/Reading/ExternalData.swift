import Foundation

/// External files with the data of a model's tensors. Only files inside the model's folder are opened.
struct ExternalData {
    private let path: String
    private let folder: String?
    private var mapped: [String: Data] = [:]

    /// - Parameters:
    ///   - path: The path of the model, for errors.
    ///   - folder: The folder of the model; nil to refuse external data.
    init(path: String, folder: String?) {
        self.path = path
        self.folder = folder
    }

    /// Returns the `byteCount` bytes that `entries` (location, offset, length) refer to.
    ///
    /// - Throws: `GraphError.malformed` with the tensor and the location if the location is outside the folder, the file is
    ///   missing or too short, or the length is not `byteCount`.
    mutating func bytes(
        _ entries: [StringStringEntryProto], byteCount: Int, tensor: String
    ) throws(GraphError) -> Data {
        var fields: [String: String] = [:]
        for entry in entries { fields[entry.key ?? ""] = entry.value ?? "" }
        let location = fields["location"] ?? ""
        let path = path
        func failure(_ reason: String) -> GraphError {
            .malformed(path: path, place: "tensor \(quoted(tensor)) in file \(quoted(location))", reason: reason)
        }
        func number(_ key: String) throws(GraphError) -> Int? {
            guard let text = fields[key], !text.isEmpty else { return nil }
            guard let value = Int(text), value >= 0 else {
                throw failure("invalid \(key) \(quoted(text))")
            }
            return value
        }
        let offset = try number("offset") ?? 0
        if let length = try number("length"), length != byteCount {
            throw failure("its length is \(length) bytes, but its shape and type need \(byteCount)")
        }
        guard byteCount > 0 else { return Data() }
        let file = try open(location, failure: failure)
        guard offset <= file.count, byteCount <= file.count - offset else {
            throw failure(
                "\(byteCount) bytes from \(offset) on are needed, but the file has \(file.count) bytes; "
                    + "is the download complete?")
        }
        return file[file.startIndex + offset..<file.startIndex + offset + byteCount]
    }

    private mutating func open(_ location: String, failure: (String) -> GraphError) throws(GraphError) -> Data {
        if let data = mapped[location] { return data }
        guard let folder else { throw failure("a model in memory cannot have external data") }
        guard !location.isEmpty, !location.contains("\0") else { throw failure("the location is not a file name") }
        let refusal = failure("the file is outside the model's folder")
        guard let relative = Self.normalized(location) else { throw refusal }
        let home = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath()
        let file = home.appendingPathComponent(relative).resolvingSymlinksInPath()
        guard file.pathComponents.starts(with: home.pathComponents) else { throw refusal }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else {
            throw failure("file not found; put it into the model's folder")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw failure("it is not a regular file") }
        do {
            let data = try Data(contentsOf: file, options: .mappedIfSafe)
            mapped[location] = data
            return data
        } catch {
            throw failure("it cannot be read (\(ModelFile.reason(error)))")
        }
    }

    /// Returns the location without `.` and `..`; nil if it is absolute or outside its folder.
    private static func normalized(_ location: String) -> String? {
        guard !location.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in location.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
