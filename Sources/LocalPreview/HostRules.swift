import MarginModel
import NIOHTTP1

/// What the site's `_headers` and `_redirects` tell a host to do, done here too, so that a preview
/// behaves as the published site.
struct HostRules: Sendable {
    private struct HeaderRule: Sendable {
        let pattern: PathPattern
        var fields: [(name: String, value: String)] = []
    }

    private var headerRules: [HeaderRule] = []
    /// The parts of the path below which the site is served, as its first rule says: none for `/*`.
    private(set) var base: [String] = []
    private var moves: [String: String] = [:]
    /// Addresses with placeholders, by their parts, in the order of the file.
    private var patterns: [(from: [Substring], to: String)] = []

    /// Files of this length and more are no rules of ours.
    private static let sizeLimit = 1 << 20
    static let fileNames: Set<String> = ["_headers", "_redirects"]

    /// - Parameters:
    ///   - headers: Blocks of a path pattern and indented `Name: value` lines.
    ///   - redirects: Lines of `from to 301`; `:name` stands for one part of a path.
    init(headers: String = "", redirects: String = "") {
        for line in headers.split(separator: "\n") {
            let text = Self.trimmed(line)
            if text.isEmpty || text.hasPrefix("#") { continue }
            if line.first != " ", line.first != "\t" {
                if headerRules.isEmpty, text.hasSuffix("/*") {
                    base = text.dropLast().split(separator: "/").map(String.init)
                }
                // To a host a star is any part of the path.
                headerRules.append(
                    HeaderRule(pattern: PathPattern(text.replacing("*", with: "**"))))
                continue
            }
            guard !headerRules.isEmpty, let colon = text.firstIndex(of: ":") else { continue }
            let name = String(text[..<colon])
            // The preview never lets another origin read it, whatever the site allows.
            guard !name.lowercased().hasPrefix("access-control-") else { continue }
            headerRules[headerRules.count - 1].fields.append(
                (name, Self.trimmed(text[text.index(after: colon)...])))
        }
        for line in redirects.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, words[2] == "301", words[0].hasPrefix("/"),
                words[1].hasPrefix("/"), !words[1].hasPrefix("//")
            else { continue }
            if words[0].contains(":") {
                patterns.append((Self.parts(of: words[0]), words[1]))
            } else {
                moves[words[0]] = words[1]
            }
        }
    }

    init(of root: ServedFolder) {
        func text(_ name: String) -> String {
            guard case .file(let file) = root.find([name]), file.size < Self.sizeLimit else {
                return ""
            }
            return String(decoding: file.read(0..<file.size), as: UTF8.self)
        }
        self.init(headers: text("_headers"), redirects: text("_redirects"))
    }

    /// Where a page has moved to.
    func newPlace(of path: RequestPath) -> String? {
        if let place = moves[path.reference] { return place }
        let parts = Self.parts(of: path.reference)
        return patterns.lazy.compactMap { from, to in
            guard from.count == parts.count else { return nil }
            var place = to
            for (pattern, part) in zip(from, parts) {
                if pattern.hasPrefix(":") {
                    place = place.replacing(pattern, with: part)
                } else if pattern != part {
                    return nil
                }
            }
            return place
        }.first
    }

    /// `/a/:b/` and `/a/:b` are two patterns.
    private static func parts(of path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// Sets what the rules say for `path`, later ones over earlier ones.
    func apply(to headers: inout HTTPHeaders, at path: RequestPath) {
        for rule in headerRules where rule.pattern.matches(path.reference) {
            for field in rule.fields { headers.replaceOrAdd(name: field.name, value: field.value) }
        }
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        String(
            text.drop { $0 == " " || $0 == "\t" }
                .reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
}
