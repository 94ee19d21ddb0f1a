import MarginModel

/// A parsed JSON text: its nodes over its bytes. A class, so that passing it on copies nothing.
final class JSONDocument: Sendable {
    let file: String
    let bytes: [UInt8]
    let nodes: [JSONNode]
    /// The nodes of keys that their object already has.
    let duplicateKeys: [Int]
    private let firstLine: Int

    /// Parses `bytes`. Their first line is line `firstLine` of the file.
    init(parsing bytes: [UInt8], file: String, firstLine: Int = 1) throws(Diagnostics) {
        self.file = file
        self.bytes = bytes
        self.firstLine = firstLine
        var parser = JSONParser(bytes)
        do {
            try parser.parse()
        } catch {
            let place = Self.location(of: error.offset, in: bytes, file: file, firstLine: firstLine)
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
        Self.location(of: offset, in: bytes, file: file, firstLine: firstLine)
    }

    private static func location(
        of offset: Int, in bytes: [UInt8], file: String, firstLine: Int
    ) -> SourceLocation {
        let place = SourceLocation.locating(offset, in: bytes, file: file)
        return SourceLocation(file: file, line: place.line + firstLine - 1, column: place.column)
    }
}
