/// Where the site stands, and what an address means from a file of it.
struct SiteBase {
    enum Target: Equatable {
        /// A path relative to the site's folder; it ends with `/`, or is empty, for a folder.
        case inside(path: String, fragment: String?)
        case outside
        /// Another site, or no document at all.
        case elsewhere
    }

    /// `https://example.org`, and `/` or `/part/`; no host when unknown.
    private let origin: String?
    let root: String
    /// Whether addresses from `/` on that are not below `root` are meant for another site of the host.
    private let sharesHost: Bool

    /// - Parameters:
    ///   - url: With or without its last slash.
    ///   - isGuess: Whether the pages' own links say so and nobody else.
    init(_ url: String?, isGuess: Bool = false) {
        sharesHost = isGuess
        guard let url, let host = url.firstRange(of: "://") else {
            origin = nil
            root = "/"
            return
        }
        let slash = url[host.upperBound...].firstIndex(of: "/") ?? url.endIndex
        origin = url[..<slash].lowercased()
        let path = String(url[slash...])
        root = path.hasSuffix("/") ? path : path + "/"
    }

    /// The address that most canonical links share once the page's own path is taken off.
    static func guess(from facts: [PageFacts]) -> String? {
        var votes: [String: Int] = [:]
        for page in facts {
            guard let canonical = page.canonical else { continue }
            let folder =
                page.path.hasSuffix("index.html") ? String(page.path.dropLast(10)) : page.path
            for ending in [folder, page.path] where canonical.hasSuffix("/" + ending) {
                votes[String(canonical.dropLast(ending.utf8.count)), default: 0] += 1
                break
            }
        }
        return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    func resolve(_ address: String, from page: String) -> Target {
        if let path = plainPath(of: address) { return .inside(path: path, fragment: nil) }
        var rest = address[...]
        var isFull = false
        var fragment: String?
        if let hash = rest.firstIndex(of: "#") {
            fragment = resolvingPercentEscapes(String(rest[rest.index(after: hash)...]))
            rest = rest[..<hash]
        }
        if let query = rest.firstIndex(of: "?") { rest = rest[..<query] }
        if rest.hasPrefix("//") {
            guard let origin, let scheme = AddressSyntax.scheme(of: origin.utf8) else {
                return .elsewhere
            }
            rest = "\(scheme):\(rest)"[...]
        }
        if AddressSyntax.scheme(of: rest.utf8) != nil {
            guard let origin, rest.lowercased().hasPrefix(origin) else { return .elsewhere }
            rest = rest.dropFirst(origin.count)
            isFull = true
            guard rest.isEmpty || rest.hasPrefix("/") else { return .elsewhere }
            if rest.isEmpty { rest = "/" }
        }
        let path: String
        if rest.hasPrefix("/") {
            guard rest.hasPrefix(root) || rest + "/" == root else {
                return origin != nil && (isFull || sharesHost) ? .elsewhere : .outside
            }
            path = String(rest.dropFirst(root.count))
        } else if rest.isEmpty {
            path = page
        } else {
            path = page.split(separator: "/").dropLast().map { $0 + "/" }.joined() + rest
        }
        return Self.normalise(path).map { .inside(path: $0, fragment: fragment) } ?? .outside
    }

    /// The path inside the site of an address that is written in full and has nothing to resolve, as
    /// nearly all are.
    private func plainPath(of address: String) -> String? {
        var rest = address.utf8[...]
        if let origin, rest.starts(with: origin.utf8) { rest = rest.dropFirst(origin.utf8.count) }
        guard rest.starts(with: root.utf8) else { return nil }
        rest = rest.dropFirst(root.utf8.count)
        var before = UInt8(ascii: "/")
        for byte in rest {
            switch byte {
            case UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "%"): return nil
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                if before == UInt8(ascii: "/") { return nil }
            default: break
            }
            before = byte
        }
        return String(rest)
    }

    /// Resolves `.`, `..` and percent-escapes; `nil` when the path leaves the site.
    private static func normalise(_ path: String) -> String? {
        var parts: [Substring] = []
        let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
        for piece in pieces where !piece.isEmpty && piece != "." {
            if piece == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(piece)
            }
        }
        let isFolder = pieces.last.map { ["", ".", ".."].contains($0) } ?? true
        let joined = parts.joined(separator: "/") + (isFolder && !parts.isEmpty ? "/" : "")
        return resolvingPercentEscapes(joined)
    }
}
