import MarginModel

/// A JSON value, for rules that read what is in it.
indirect enum JSONTree: Hashable {
    case object([String: JSONTree])
    case list([JSONTree])
    case text(String)
    /// A number, true, false or null, as written.
    case word(String)

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
        self.init(parser.nodes, at: 0, of: bytes)
    }

    private init(_ nodes: [JSONNode], at index: Int, of bytes: [UInt8]) {
        let node = nodes[index]
        var inner = index + 1
        switch node.kind {
        case .object:
            var members: [String: JSONTree] = [:]
            while inner < node.next {
                members[Self.text(of: nodes[inner], bytes)] =
                    JSONTree(nodes, at: inner + 1, of: bytes)
                inner = Int(nodes[inner + 1].next)
            }
            self = .object(members)
        case .array:
            var items: [JSONTree] = []
            while inner < node.next {
                items.append(JSONTree(nodes, at: inner, of: bytes))
                inner = Int(nodes[inner].next)
            }
            self = .list(items)
        case .plainString, .escapedString, .bareText: self = .text(Self.text(of: node, bytes))
        case .number, .yes, .no, .null:
            self = .word(String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self))
        }
    }

    private static func text(of node: JSONNode, _ bytes: [UInt8]) -> String {
        let text =
            node.kind == .escapedString
            ? JSONText.decoded(node.content, of: bytes)[...] : bytes[node.content]
        return String(decoding: text, as: UTF8.self)
    }

    subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The elements of a list; anything else is a list of itself, as JSON-LD has it.
    var items: [JSONTree] {
        guard case .list(let items) = self else { return [self] }
        return items
    }

    /// Whether it can be an amount. A member of such a name with a list or an object in it is none: a
    /// word of a search index.
    var isFigure: Bool {
        switch self {
        case .text, .word: isFilled
        case .object, .list: false
        }
    }

    /// Whether it says anything.
    var isFilled: Bool {
        switch self {
        case .object(let members): !members.isEmpty
        case .list(let items): !items.isEmpty
        case .text(let text): text.utf8.contains { !$0.isMarkupSpace }
        case .word(let word): word != "null"
        }
    }
}
