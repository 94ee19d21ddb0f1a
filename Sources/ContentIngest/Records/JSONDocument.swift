import MarginModel
import Synchronization

/// A parsed text of records, JSON, YAML or CSV: its nodes over its bytes. A class, so that passing it
/// on copies nothing.
final class JSONDocument: Sendable {
    enum Notation: Sendable { case json, yaml, csv }

    let notation: Notation
    let file: String
    /// The file's bytes. Of YAML, texts that do not stand in the file as they are read follow behind.
    let bytes: [UInt8]
    let nodes: [JSONNode]
    /// The nodes of keys that their object already has.
    let duplicateKeys: [Int]
    /// Where each node stands in the file, unless that is where its bytes start.
    private let places: [UInt32]
    /// Whether `1,5` is one and a half.
    let hasDecimalCommas: Bool
    /// Where the first byte stands in the file.
    private let start: SourceLocation
    /// Where lines start, once a place was asked for: a long answer is asked for one a row.
    private let lineStarts = Mutex<[Int]?>(nil)

    /// Parses JSON that stands in the file at `start`; at its beginning unless given.
    init(
        parsing source: [UInt8], file: String, at start: SourceLocation? = nil
    ) throws(Diagnostics) {
        notation = .json
        self.file = file
        self.start = start ?? SourceLocation(file: file)
        (places, hasDecimalCommas) = ([], false)
        bytes = try SourceBytes.records(source, file: file)
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

    /// Nodes that another notation's reader made.
    init(
        _ notation: Notation, nodes: [JSONNode], over bytes: [UInt8], file: String,
        at start: SourceLocation? = nil,
        places: [UInt32] = [], duplicateKeys: [Int] = [], hasDecimalCommas: Bool = false
    ) {
        self.notation = notation
        self.file = file
        self.bytes = bytes
        self.nodes = nodes
        self.places = places
        self.duplicateKeys = duplicateKeys
        self.hasDecimalCommas = hasDecimalCommas
        self.start = start ?? SourceLocation(file: file)
    }

    /// The text of a string or key, its escapes resolved.
    func text(of node: Int) -> String {
        let content = nodes[node].content
        guard case .escapedString = nodes[node].kind else {
            return bytes.withUnsafeBufferPointer {
                String(decoding: UnsafeBufferPointer(rebasing: $0[content]), as: UTF8.self)
            }
        }
        if notation == .csv { return CSVScanner.text(of: bytes[content]) }
        return String(decoding: JSONText.decoded(content, of: bytes), as: UTF8.self)
    }

    /// Whether a text is printable ASCII and nothing else.
    func isPlain(_ node: Int) -> Bool {
        if case .escapedString = nodes[node].kind { return false }
        let content = nodes[node].content
        return bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes[content] where byte < 0x20 || byte >= 0x7F { return false }
            return true
        }
    }

    /// Whether a key is `name`, without making a `String` of it.
    func key(_ node: Int, is name: StaticString) -> Bool {
        let content = nodes[node].content
        if case .escapedString = nodes[node].kind {
            return text(of: node).utf8.elementsEqual(name.description.utf8)
        }
        if content.count == name.utf8CodeUnitCount,
            name.matches(bytes, at: content.lowerBound)
        {
            return true
        }
        return notation == .csv && CSVColumn.is(bytes[content], name)
    }

    /// The bits of what `key` may be called: one, unless it is written in another form.
    func keyBits(_ key: Int) -> UInt64 {
        let content = nodes[key].content
        if case .csv = notation { return .max }
        if case .escapedString = nodes[key].kind { return .max }
        return content.isEmpty ? .max : Self.keyBit(content.count, bytes[content.lowerBound])
    }

    static func keyBit(_ name: StaticString) -> UInt64 {
        keyBit(name.utf8CodeUnitCount, name.utf8Start.pointee)
    }

    private static func keyBit(_ count: Int, _ first: UInt8) -> UInt64 {
        1 << UInt64(truncatingIfNeeded: (count &* 7 ^ Int(first)) & 63)
    }

    /// Whether nothing is written: `null`, `""`, and what YAML and CSV have for it.
    func isAbsent(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .null: true
        case .plainString:
            nodes[node].content.isEmpty
                || notation == .yaml && bytes[nodes[node].content].allSatisfy { $0 <= 0x20 }
        case .bareText:
            nodes[node].content.isEmpty
                || notation == .yaml && ["null", "~"].contains(text(of: node))
        default: false
        }
    }

    /// What a message calls the value.
    func title(of node: Int) -> String {
        if isAbsent(node), notation != .json { return "empty" }
        return nodes[node].kind == .object ? objectTitle : nodes[node].title
    }

    var objectTitle: String { notation == .yaml ? "keys with values" : "an object" }

    /// Where a node stands in the file's bytes.
    func offset(of node: Int) -> Int { Int(places.isEmpty ? nodes[node].start : places[node]) }

    func location(of offset: Int) -> SourceLocation {
        let lines = lineStarts.withLock { known in
            if let known { return known }
            var starts = [0]
            while let feed = bytes.firstIndex(of: 0x0A, from: starts[starts.count - 1]) {
                starts.append(feed + 1)
            }
            known = starts
            return starts
        }
        var (line, past) = (0, lines.count)
        while past - line > 1 {
            let middle = (line + past) / 2
            if lines[middle] <= offset { line = middle } else { past = middle }
        }
        return SourceLocation(
            file: start.file, line: line + start.line,
            column: offset - lines[line] + (line == 0 ? start.column : 1))
    }

    static func location(
        of offset: Int, in bytes: [UInt8], from start: SourceLocation
    ) -> SourceLocation {
        let place = SourceLocation.locating(offset, in: bytes, file: start.file)
        return SourceLocation(
            file: start.file, line: place.line + start.line - 1,
            column: place.line == 1 ? place.column + start.column - 1 : place.column)
    }
}
