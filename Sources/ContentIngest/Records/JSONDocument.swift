import MarginModel

/// A parsed JSON text: its nodes over its bytes. A class, so that passing it on copies nothing.
final class JSONDocument: Sendable {
    let file: String
    let bytes: [UInt8]
    let nodes: [JSONNode]
    /// The nodes of keys that their object already has.
    let duplicateKeys: [Int]
    /// Where the first byte stands in the file.
    private let start: SourceLocation

    /// Parses `source`, which stands in the file at `start`; at its beginning unless given.
    init(
        parsing source: [UInt8], file: String, at start: SourceLocation? = nil
    ) throws(Diagnostics) {
        self.file = file
        self.start = start ?? SourceLocation(file: file)
        do {
            bytes = try SourceBytes.text(source, file: file, limit: JSONParser.maximumBytes)
        } catch {
            throw Diagnostics([error])
        }
        var parser = JSONParser(bytes)
        do {
            try parser.parse()
        } catch {
            let place = Self.location(of: error.offset, in: bytes, from: self.start)
            throw Diagnostics([
                Diagnostic(
                    id: error.problem.id, at: place, message: error.problem.message,
                    hint: error.problem.hint,
                    excerpt: SourceExcerpt(at: error.offset, in: bytes))
            ])
        }
        nodes = parser.nodes
        duplicateKeys = parser.duplicateKeys
    }

    /// The text of a string or key, its escapes resolved.
    func text(of node: Int) -> String {
        let content = nodes[node].content
        guard nodes[node].kind == .escapedString else {
            return String(decoding: bytes[content], as: UTF8.self)
        }
        return String(decoding: JSONText.decoded(content, of: bytes), as: UTF8.self)
    }

    /// Whether a key is `name`, without making a `String` of it.
    func key(_ node: Int, is name: StaticString) -> Bool {
        let content = nodes[node].content
        guard nodes[node].kind == .plainString else {
            let decoded = JSONText.decoded(content, of: bytes)
            return decoded.count == name.utf8CodeUnitCount && name.matches(decoded, at: 0)
        }
        return content.count == name.utf8CodeUnitCount
            && name.matches(bytes, at: content.lowerBound)
    }

    func location(of offset: Int) -> SourceLocation {
        Self.location(of: offset, in: bytes, from: start)
    }

    private static func location(
        of offset: Int, in bytes: [UInt8], from start: SourceLocation
    ) -> SourceLocation {
        let place = SourceLocation.locating(offset, in: bytes, file: start.file)
        return SourceLocation(
            file: start.file, line: place.line + start.line - 1,
            column: place.line == 1 ? place.column + start.column - 1 : place.column)
    }
}
