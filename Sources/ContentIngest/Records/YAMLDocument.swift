internal import CYAML
import MarginModel

/// The only caller of libyaml: YAML text into nodes with places in the file.
enum YAMLDocument {
    private static let nodeLimit = 20_000
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
        let text = Array(String(decoding: bytes[range], as: UTF8.self).utf8)
        if !text.isEmpty { try parse(text, into: &conversion) }
        return try conversion.document()
    }

    private static func parse(
        _ text: [UInt8], into conversion: inout Conversion
    ) throws(Diagnostic) {
        // It points to itself, so it must not move.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        precondition(yaml_parser_initialize(parser) == 1, "no memory is left")
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        try text.withUnsafeBufferPointer { text throws(Diagnostic) in
            yaml_parser_set_input_string(parser, text.baseAddress, text.count)
            while parser.pointee.stream_end_produced == 0 {
                var event = yaml_event_t()
                guard yaml_parser_parse(parser, &event) == 1 else {
                    throw conversion.diagnostic(for: parser.pointee)
                }
                defer { yaml_event_delete(&event) }
                try conversion.add(event)
            }
        }
    }

    /// A bound that holds before the parser sees the text.
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
        /// A list or a mapping that has not ended.
        private struct Open {
            let node: Int
            let anchor: String?
            let isMapping: Bool
            var keys: Set<String> = []
            /// Whether the next node is a key.
            var awaitsKey = false
        }

        let file: String
        /// The file's bytes, and behind them the texts as they are read.
        var bytes: [UInt8]
        let range: Range<Int>
        let lineStarts: [Int]
        var nodes: [JSONNode] = []
        var places: [UInt32] = []
        /// How many lists and mappings hold each node.
        private var depths: [Int] = []
        private var open: [Open] = []
        /// The node that each anchor names, once it is complete.
        private var anchors: [String: Int] = [:]
        /// Bytes of all texts, those of copies too.
        private var textSize = 0
        /// The last place that was asked for, as the next one is behind it.
        private var last = (line: 0, column: 0, offset: 0)

        init(_ bytes: [UInt8], in range: Range<Int>, file: String) {
            self.file = file
            self.range = range
            lineStarts =
                [range.lowerBound] + range.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
            // A line end, so that no excerpt runs into the texts.
            self.bytes = bytes + [0x0A]
            last.offset = range.lowerBound
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

        mutating func add(_ event: yaml_event_t) throws(Diagnostic) {
            let offset = offset(event.start_mark)
            switch event.type {
            case YAML_DOCUMENT_START_EVENT where !nodes.isEmpty:
                throw .syntax("document", at: place(offset))
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                let isBare = scalar.style == YAML_PLAIN_SCALAR_STYLE
                let start = bytes.count
                bytes += isBare ? Array(text) : [0x22] + text + [0x22]
                let node = JSONNode(
                    isBare ? .bareText : .plainString, start..<bytes.count, at: nodes.count)
                try append(node, at: offset, depth: open.count)
                name(nodes.count - 1, scalar.anchor.map { String(cString: $0) })
                try follow(nodes.count - 1)
            case YAML_SEQUENCE_START_EVENT:
                try begin(.array, event.data.sequence_start.anchor, at: offset)
            case YAML_MAPPING_START_EVENT:
                // A file's own keys are missing at its beginning.
                try begin(
                    .object, event.data.mapping_start.anchor, at: open.isEmpty ? 0 : offset)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                let ended = open.removeLast()
                nodes[ended.node].next = UInt32(nodes.count)
                name(ended.node, ended.anchor)
            case YAML_ALIAS_EVENT:
                guard let node = anchors[String(cString: event.data.alias.anchor)] else {
                    throw .syntax("alias", at: place(offset))
                }
                try copy(node)
            default: break
            }
        }

        private mutating func begin(
            _ kind: JSONNode.Kind, _ anchor: UnsafePointer<UInt8>?, at offset: Int
        ) throws(Diagnostic) {
            let index = nodes.count
            try append(JSONNode(kind, offset..<offset, at: index), at: offset, depth: open.count)
            try follow(index)
            let isMapping = kind == .object
            open.append(
                Open(
                    node: index, anchor: anchor.map { String(cString: $0) },
                    isMapping: isMapping, awaitsKey: isMapping))
        }

        /// What an alias stands for, once more.
        private mutating func copy(_ original: Int) throws(Diagnostic) {
            let start = nodes.count
            for index in original..<Int(nodes[original].next) {
                var node = nodes[index]
                node.next += UInt32(start - original)
                try append(
                    node, at: Int(places[index]),
                    depth: depths[index] - depths[original] + open.count)
            }
            try follow(start)
        }

        /// Aliases are copies, so the counts are what keeps them from multiplying.
        private mutating func append(
            _ node: JSONNode, at offset: Int, depth: Int
        ) throws(Diagnostic) {
            textSize += Int(node.end - node.start)
            guard nodes.count < nodeLimit, depth <= depthLimit, textSize <= 3 * byteLimit else {
                throw .tooLarge(at: place(offset))
            }
            nodes.append(node)
            places.append(UInt32(offset))
            depths.append(depth)
        }

        private mutating func name(_ node: Int, _ anchor: String?) {
            if let anchor { anchors[anchor] = node }
        }

        /// Takes a node for what comes next where it stands: in a mapping, keys and values in turn.
        private mutating func follow(_ node: Int) throws(Diagnostic) {
            guard let parent = open.indices.last, open[parent].isMapping else { return }
            open[parent].awaitsKey.toggle()
            if open[parent].awaitsKey { return }
            // Finding a place counts the lines before it: only where a key is refused.
            let offset = Int(places[node])
            guard nodes[node].isText else { throw .notAKey(at: place(offset)) }
            let name = String(decoding: bytes[nodes[node].content], as: UTF8.self)
            // Keys that a merge would bring in are not seen, and `draft` may be among them.
            guard name != "<<" else { throw .mergeKey(at: place(offset)) }
            guard open[parent].keys.insert(name).inserted else {
                throw .duplicateKey(name, at: place(offset))
            }
        }

        func place(_ offset: Int) -> SourceLocation { .locating(offset, in: bytes, file: file) }

        /// The parser counts columns in characters; ours are bytes.
        private mutating func offset(_ mark: yaml_mark_t) -> Int {
            guard lineStarts.indices.contains(mark.line) else { return range.lowerBound }
            var (column, offset) = (0, lineStarts[mark.line])
            if last.line == mark.line, last.column <= mark.column {
                (_, column, offset) = last
            }
            for _ in column..<mark.column where offset < range.upperBound {
                repeat {
                    offset += 1
                } while offset < range.upperBound && bytes[offset] & 0xC0 == 0x80
            }
            last = (mark.line, mark.column, offset)
            return offset
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

        mutating func diagnostic(for parser: yaml_parser_t) -> Diagnostic {
            guard parser.error == YAML_SCANNER_ERROR || parser.error == YAML_PARSER_ERROR else {
                return .syntax("", at: place(range.lowerBound))
            }
            let problem = String(cString: parser.problem)
            // What is not closed is mended where it opens, not where the text ends.
            let isOpen = ["end of stream", "',' or"].contains { problem.contains($0) }
            let offset = offset(
                isOpen && parser.context != nil ? parser.context_mark : parser.problem_mark)
            let isTab = range.contains(offset) && bytes[offset] == 0x09
            // The line of a key without its space is taken for a text that goes on.
            if ["mapping values", "expected ':'"].contains(where: problem.contains),
                let colon = bareColon(above: offset)
            {
                return .syntax("no space", at: place(colon))
            }
            return .syntax(isTab ? "tab character" : problem, at: place(offset))
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
