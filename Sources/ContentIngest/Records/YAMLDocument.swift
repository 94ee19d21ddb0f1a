import MarginModel
import Yams

/// The only caller of Yams: YAML text into nodes with places in the file.
enum YAMLDocument {
    private static let nodeLimit = 10_000
    private static let byteLimit = 256 * 1_024
    private static let depthLimit = 32

    /// The document that stands in `range` of a file and is one mapping; it may be empty.
    static func read(
        _ bytes: [UInt8], in range: Range<Int>, file: String
    ) throws(Diagnostic) -> JSONDocument {
        var conversion = Conversion(bytes, in: range, file: file)
        guard range.count <= byteLimit, !isTooDeep(bytes[range]) else {
            throw .tooLarge(at: conversion.place(range.lowerBound))
        }
        let root: Node?
        do { root = try Yams.compose(yaml: String(decoding: bytes[range], as: UTF8.self)) } catch {
            throw conversion.diagnostic(for: error)
        }
        if let root { try conversion.add(root) }
        return try conversion.document()
    }

    /// A bound that holds before a recursive parser sees the text.
    private static func isTooDeep(_ text: ArraySlice<UInt8>) -> Bool {
        var brackets = 0
        var dashes = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets -= 1
            case UInt8(ascii: "-"), UInt8(ascii: "?"): dashes += 1
            case 0x20: break
            default: dashes = 0
            }
            if brackets > depthLimit || dashes > 80 { return true }
        }
        return false
    }

    private struct Conversion {
        let file: String
        /// The file's bytes, and behind them the texts as they are read.
        var bytes: [UInt8]
        let range: Range<Int>
        let lineStarts: [Int]
        var nodes: [JSONNode] = []
        var places: [UInt32] = []

        init(_ bytes: [UInt8], in range: Range<Int>, file: String) {
            self.file = file
            self.range = range
            lineStarts =
                [range.lowerBound] + range.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
            // A line end, so that no excerpt runs into the texts.
            self.bytes = bytes + [0x0A]
        }

        func document() throws(Diagnostic) -> JSONDocument {
            var document = JSONDocument(
                .yaml, nodes: nodes, over: bytes, file: file, places: places)
            if nodes.isEmpty || document.isAbsent(0) {
                document = JSONDocument(
                    .yaml, nodes: [JSONNode(.object, 0..<0, at: 0)], over: bytes, file: file)
            }
            guard document.nodes[0].kind == .object else {
                throw Diagnostic(
                    id: "yaml-not-a-mapping", at: place(document.offset(of: 0)),
                    message: "this is \(document.title(of: 0)), not keys with values",
                    hint: "Write one `key: value` a line.")
            }
            return document
        }

        /// Aliases are copies here, so the count is what keeps them from multiplying.
        mutating func add(_ node: Node, depth: Int = 0) throws(Diagnostic) {
            let offset = offset(node.mark)
            guard nodes.count < 2 * nodeLimit, depth <= depthLimit else {
                throw .tooLarge(at: place(offset))
            }
            let index = nodes.count
            switch node {
            case .scalar(let scalar):
                let isBare = scalar.style == .plain
                let start = bytes.count
                bytes += isBare ? Array(scalar.string.utf8) : [0x22] + scalar.string.utf8 + [0x22]
                append(isBare ? .bareText : .plainString, start..<bytes.count, at: offset)
            case .sequence(let sequence):
                append(.array, offset..<offset, at: offset)
                for item in sequence { try add(item, depth: depth + 1) }
            case .mapping(let mapping):
                // A file's own keys are missing at its beginning.
                append(.object, offset..<offset, at: depth == 0 ? 0 : offset)
                var keys: Set<String> = []
                for (key, value) in mapping {
                    let place = place(self.offset(key.mark))
                    guard let name = key.string else { throw .notAKey(at: place) }
                    // Keys that a merge would bring in are not seen, and `draft` may be among them.
                    guard name != "<<" else { throw .mergeKey(at: place) }
                    // Yams lets one name pass twice where the two carry different tags.
                    guard keys.insert(name).inserted else { throw .duplicateKey(name, at: place) }
                    try add(key, depth: depth + 1)
                    try add(value, depth: depth + 1)
                }
            case .alias: throw .syntax("an alias names no anchor", at: place(offset))
            }
            nodes[index].next = UInt32(nodes.count)
        }

        private mutating func append(_ kind: JSONNode.Kind, _ span: Range<Int>, at offset: Int) {
            nodes.append(JSONNode(kind, span, at: nodes.count))
            places.append(UInt32(offset))
        }

        func place(_ offset: Int) -> SourceLocation { .locating(offset, in: bytes, file: file) }

        /// Yams counts columns in characters; ours are bytes.
        private func offset(_ mark: Mark?) -> Int {
            guard let mark, lineStarts.indices.contains(mark.line - 1) else {
                return range.lowerBound
            }
            var offset = lineStarts[mark.line - 1]
            for _ in 1..<max(1, mark.column) where offset < range.upperBound {
                repeat {
                    offset += 1
                } while offset < range.upperBound && bytes[offset] & 0xC0 == 0x80
            }
            return offset
        }

        /// Yams places a repeated key at the start of its mapping; the last one is the culprit.
        private func lastOffset(of key: String) -> Int? {
            for start in lineStarts.reversed() {
                let line = bytes[start...].prefix { $0 != 0x0A }
                let text = line.drop { $0 == 0x20 }
                if text.starts(with: "\(key):".utf8) { return text.startIndex }
            }
            return nil
        }

        /// The colon of `key:value` in the line above a place.
        private func bareColon(above offset: Int) -> Int? {
            guard let line = lineStarts.lastIndex(where: { $0 <= offset }), line > 0 else {
                return nil
            }
            let key = bytes[lineStarts[line - 1]...].prefix { $0 != 0x0A && $0 > 0x20 }
            guard let colon = key.firstIndex(of: UInt8(ascii: ":")), colon + 1 < key.endIndex
            else { return nil }
            return colon
        }

        func diagnostic(for error: any Error) -> Diagnostic {
            switch error {
            case YamlError.scanner(let context, let problem, let mark, _),
                YamlError.parser(let context, let problem, let mark, _),
                YamlError.composer(let context, let problem, let mark, _):
                // What is not closed is mended where it opens, not where the text ends.
                let isOpen = ["end of stream", "',' or"].contains { problem.contains($0) }
                let offset = offset(isOpen ? context?.mark ?? mark : mark)
                let isTab = range.contains(offset) && bytes[offset] == 0x09
                // The line of a key without its space is taken for a text that goes on.
                if ["mapping values", "expected ':'"].contains(where: problem.contains),
                    let colon = bareColon(above: offset)
                {
                    return .syntax("no space", at: place(colon))
                }
                return .syntax(isTab ? "tab character" : problem, at: place(offset))
            case YamlError.duplicatedKeysInMapping(let duplicates, let context):
                let key = duplicates.sorted().first ?? ""
                return .duplicateKey(
                    key, at: place(lastOffset(of: key) ?? offset(context.mark)))
            default:
                return .syntax("", at: place(range.lowerBound))
            }
        }
    }
}

extension Diagnostic {
    fileprivate static func duplicateKey(_ key: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "duplicate-key", at: location, message: "\(quoted(key)) stands here twice",
            hint: "Keep one of the two")
    }

    /// In our words: those of the parser are for those who know its grammar.
    fileprivate static func syntax(_ problem: String, at location: SourceLocation) -> Self {
        let known = yamlProblems.first { problem.contains($0.sign) }
        return Diagnostic(
            id: "yaml-syntax", at: location,
            message: known?.message ?? "from here on this cannot be read as YAML",
            hint: known?.hint ?? "Put quotes around a text that holds a colon, # or a bracket")
    }

    /// By what stands in the parser's own message.
    private static let yamlProblems: [(sign: String, message: String, hint: String)] = [
        ("mapping values", "a second colon stands here", "Quote a text that holds a colon"),
        ("no space", "no space stands behind this colon", "Write `key: value`"),
        ("expected ':'", "this line has no colon with a space behind it", "Write `key: value`"),
        ("expected key", "this continues no key above", "Indent alike, and quote whole texts"),
        ("',' or", "a bracket is open or a comma is missing", "Write [one, two]"),
        ("node content", "a value or a closing bracket is missing before this", "Write [one, two]"),
        ("'-' indicator", "this is no item of the list above", "Begin each with a hyphen"),
        ("tab character", "a tab stands where only spaces may", "Indent with spaces"),
        ("end of stream", "a quote is not closed", "Close it, or use quotes of the other kind"),
        ("document", "a second document begins here", "Keep one, without a line of --- or ..."),
        ("escape", "a backslash is followed by no known escape", "Use single quotes"),
        ("any token", "a text cannot begin with this character", "Put quotes around the text"),
        ("alias", "an alias names no anchor", "Write the value itself"),
    ]

    fileprivate static func mergeKey(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "yaml-merge-key", at: location,
            message: "'<<' merges keys from elsewhere, which is not read",
            hint: "Write each key here itself.")
    }

    fileprivate static func notAKey(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "yaml-not-a-key", at: location, message: "a list or a mapping stands as a key",
            hint: "Write a word as the key.")
    }

    fileprivate static func tooLarge(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "yaml-too-large", at: location,
            message: "more nesting, aliases or text than a configuration needs",
            hint: "Write the values flat, without aliases.")
    }
}
