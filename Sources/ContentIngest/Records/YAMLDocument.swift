import MarginModel
import Yams

/// The only caller of Yams: YAML text into nodes with places in the file.
enum YAMLDocument {
    private static let nodeLimit = 10_000
    private static let byteLimit = 256 * 1_024
    private static let depthLimit = 32

    /// The entries of a document that is one mapping. An empty document has none.
    ///
    /// - Parameter firstLine: The line of the file that `text` starts at.
    static func entries(
        of text: ArraySlice<UInt8>, file: String, firstLine: Int = 1
    ) throws(Diagnostic) -> [ConfigurationEntry] {
        let start = SourceLocation(file: file, line: firstLine)
        guard text.count <= byteLimit, !isTooDeep(text) else { throw .tooLarge(at: start) }
        let source = String(decoding: text, as: UTF8.self)
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        var conversion = Conversion(file: file, firstLine: firstLine, lines: lines)
        let root: Node?
        do { root = try Yams.compose(yaml: source) } catch {
            throw conversion.diagnostic(for: error)
        }
        guard let root else { return [] }
        let node = try conversion.convert(root)
        if node.isAbsent { return [] }
        guard case .mapping(let entries) = node.content else {
            throw Diagnostic(
                id: "yaml-not-a-mapping", at: node.location,
                message: "this is \(node.kind), not keys with values",
                hint: "Write one `key: value` a line.")
        }
        return entries
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
        let firstLine: Int
        let lines: [Substring]
        var count = 0

        /// Aliases are copies here, so the count is what keeps them from multiplying.
        mutating func convert(_ node: Node, depth: Int = 0) throws(Diagnostic) -> ConfigurationNode
        {
            count += 1
            let location = place(node.mark)
            guard count <= nodeLimit, depth <= depthLimit else { throw .tooLarge(at: location) }
            switch node {
            case .scalar(let scalar):
                return ConfigurationNode(content: .scalar(scalar.string), location: location)
            case .sequence(let sequence):
                var items: [ConfigurationNode] = []
                for item in sequence { items.append(try convert(item, depth: depth + 1)) }
                return ConfigurationNode(content: .list(items), location: location)
            case .mapping(let mapping):
                var entries: [ConfigurationEntry] = []
                var keys: Set<String> = []
                for (key, value) in mapping {
                    let place = place(key.mark)
                    guard let name = key.string else { throw .notAKey(at: place) }
                    // Keys that a merge would bring in are not seen, and `draft` may be among them.
                    guard name != "<<" else { throw .mergeKey(at: place) }
                    // Yams lets one name pass twice where the two carry different tags.
                    guard keys.insert(name).inserted else { throw .duplicateKey(name, at: place) }
                    entries.append(
                        ConfigurationEntry(
                            key: name, keyLocation: place,
                            value: try convert(value, depth: depth + 1)))
                }
                return ConfigurationNode(content: .mapping(entries), location: location)
            case .alias:
                throw Diagnostic(
                    id: "yaml-syntax", at: location, message: "an alias names no anchor",
                    hint: "Write the value itself.")
            }
        }

        /// Yams counts columns in characters; ours are bytes.
        private func place(_ mark: Mark?) -> SourceLocation {
            guard let mark else { return SourceLocation(file: file, line: firstLine) }
            var column = mark.column
            if lines.indices.contains(mark.line - 1) {
                let before = lines[mark.line - 1].unicodeScalars.prefix(max(0, mark.column - 1))
                column = before.reduce(1) { $0 + Unicode.UTF8.width($1) }
            }
            return SourceLocation(file: file, line: firstLine + mark.line - 1, column: column)
        }

        /// Yams places a repeated key at the start of its mapping; the last one is the culprit.
        private func lastPlace(of key: String) -> SourceLocation? {
            let index = lines.lastIndex { $0.drop { $0 == " " }.hasPrefix(key + ":") }
            return index.map {
                let indent = lines[$0].prefix { $0 == " " }.utf8.count
                return SourceLocation(file: file, line: firstLine + $0, column: indent + 1)
            }
        }

        func diagnostic(for error: any Error) -> Diagnostic {
            switch error {
            case YamlError.scanner(_, let problem, let mark, _),
                YamlError.parser(_, let problem, let mark, _),
                YamlError.composer(_, let problem, let mark, _):
                return .syntax(problem, at: place(mark))
            case YamlError.duplicatedKeysInMapping(let duplicates, let context):
                let key = duplicates.sorted().first ?? ""
                return .duplicateKey(key, at: lastPlace(of: key) ?? place(context.mark))
            default:
                return .syntax(
                    String(describing: error), at: SourceLocation(file: file, line: firstLine))
            }
        }
    }
}

extension Unicode.UTF8 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}

extension Diagnostic {
    static func duplicateKey(_ key: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "yaml-duplicate-key", at: location, message: "'\(key)' stands here twice",
            hint: "Keep one of the two.")
    }

    fileprivate static func syntax(_ problem: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "yaml-syntax", at: location, message: "this is not YAML: \(problem)",
            hint: "Put quotes around a text that holds a colon, # or a bracket.")
    }

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
