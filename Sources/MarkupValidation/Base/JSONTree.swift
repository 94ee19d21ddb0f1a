import MarginModel

/// A JSON value, for rules that read what is in it: a place among the nodes of its text.
struct JSONTree {
    private final class Document {
        let bytes: [UInt8]
        let nodes: [JSONNode]

        init(_ bytes: [UInt8], _ nodes: [JSONNode]) {
            self.bytes = bytes
            self.nodes = nodes
        }
    }

    private let document: Document
    private let index: Int

    /// - Throws: The first byte that is not JSON: after a comma too many, what follows it.
    init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes, limit: Int(UInt32.max))
        do { try parser.parse() } catch {
            guard error.problem == .trailingComma else { throw error }
            let rest = bytes[(error.offset + 1)...]
            throw JSONSyntaxError(
                problem: error.problem,
                offset: rest.firstIndex { !$0.isMarkupSpace } ?? error.offset)
        }
        self.init(Document(bytes, parser.nodes), 0)
    }

    private init(_ document: Document, _ index: Int) {
        self.document = document
        self.index = index
    }

    private var node: JSONNode { document.nodes[index] }
    private var inner: Range<Int> { index + 1..<Int(node.next) }

    /// Of an object, the member of that name; of several, the last.
    subscript(_ key: String) -> JSONTree? {
        guard node.kind == .object else { return nil }
        var found: Int?
        var place = inner.lowerBound
        while place < inner.upperBound {
            if isText(key, at: place) { found = place + 1 }
            place = Int(document.nodes[place + 1].next)
        }
        return found.map { JSONTree(document, $0) }
    }

    private func isText(_ text: String, at place: Int) -> Bool {
        let node = document.nodes[place]
        if node.kind == .escapedString { return JSONTree(document, place).text == text }
        guard node.content.count == text.utf8.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { wanted in
            document.bytes.withUnsafeBufferPointer {
                UnsafeBufferPointer(rebasing: $0[node.content]).equals(wanted)
            }
        } ?? document.bytes[node.content].elementsEqual(text.utf8)
    }

    /// The members of an object in their order; of anything else none.
    var members: [(name: String, value: JSONTree)] {
        guard node.kind == .object else { return [] }
        var members: [(String, JSONTree)] = []
        var place = inner.lowerBound
        while place < inner.upperBound {
            members.append(
                (JSONTree(document, place).text ?? "", JSONTree(document, place + 1)))
            place = Int(document.nodes[place + 1].next)
        }
        return members
    }

    var isList: Bool { node.kind == .array }

    /// The elements of a list; anything else is a list of itself, as JSON-LD has it.
    var items: [JSONTree] {
        guard isList else { return [self] }
        var items: [JSONTree] = []
        var place = inner.lowerBound
        while place < inner.upperBound {
            items.append(JSONTree(document, place))
            place = Int(document.nodes[place].next)
        }
        return items
    }

    /// The values in an object or a list.
    var children: [JSONTree] { isList ? items : members.map(\.value) }

    /// The bytes of a text, its escapes resolved.
    var textBytes: ArraySlice<UInt8>? {
        guard node.isText else { return nil }
        return node.kind == .escapedString
            ? JSONText.decoded(node.content, of: document.bytes)[...]
            : document.bytes[node.content]
    }

    var text: String? { textBytes.map { String(decoding: $0, as: UTF8.self) } }

    /// A number, true, false or null, as written.
    var word: String? {
        switch node.kind {
        case .number, .yes, .no, .null:
            String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
        default: nil
        }
    }

    /// Whether it can be an amount. A member of such a name with a list or an object in it is none: a
    /// word of a search index.
    var isFigure: Bool { node.kind != .object && !isList && isFilled }

    /// Whether it says anything.
    var isFilled: Bool {
        switch node.kind {
        case .object, .array: !inner.isEmpty
        case .null: false
        case .number, .yes, .no: true
        default: textBytes?.contains { !$0.isMarkupSpace } ?? false
        }
    }
}
