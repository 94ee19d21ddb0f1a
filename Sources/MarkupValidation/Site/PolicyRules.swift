import MarginModel

/// What pages and style sheets load is what the site's own `Content-Security-Policy` lets a browser load:
/// nobody sees a console, and an image that is refused is a gap.
struct PolicyRules {
    /// The parts of one policy: the sources by directive.
    private typealias Policy = [Substring: [Substring]]

    private let base: SiteBase
    private let policies: [(pattern: PathPattern, policy: Policy)]

    /// - Parameter facts: Those of `_headers` among them.
    init(_ facts: [PageFacts], base: SiteBase) {
        self.base = base
        policies = facts.filter { $0.kind == .headers }.flatMap(\.redirects).map { line in
            let parts = line.to.split(separator: ";").map { $0.split(separator: " ") }
            return (
                PathPattern(
                    line.from.split(separator: "*", omittingEmptySubsequences: false)
                        .joined(separator: "**")),
                Policy(
                    parts.compactMap { words in words.first.map { ($0, Array(words.dropFirst())) }
                    },
                    uniquingKeysWith: { first, _ in first })
            )
        }
    }

    func check(_ facts: [PageFacts]) -> [Diagnostic] {
        guard !policies.isEmpty else { return [] }
        return facts.filter { !$0.loads.isEmpty }.flatMap { document -> [Diagnostic] in
            let address =
                base.root
                + (document.path.hasSuffix("index.html")
                    ? String(document.path.dropLast(10)) : document.path)
            let own = policies.filter { $0.pattern.matches(address) }.map(\.policy)
            return document.loads.compactMap { load in
                let link = load.link
                guard
                    let sources = own.lazy.compactMap({ sources(of: load.directive, in: $0) })
                        .first(where: { !allows($0, link.target, from: document.path) })
                else { return nil }
                return Diagnostic(
                    .refusedByPolicy,
                    at: SourceLocation(file: document.path, line: link.line, column: link.column),
                    "browsers do not load '\(link.target)': \(load.directive) of _headers allows "
                        + sources.joined(separator: " "))
            }
        }
    }

    /// `nil` where the policy does not speak of it.
    private func sources(of directive: String, in policy: Policy) -> [Substring]? {
        policy[directive[...]] ?? (directive == "form-action" ? nil : policy["default-src"])
    }

    private func allows(_ sources: [Substring], _ address: String, from path: String) -> Bool {
        let scheme = AddressSyntax.scheme(of: address.utf8)
        let isOwn = scheme != "data" && base.resolve(address, from: path) != .elsewhere
        return sources.contains { source in
            switch source {
            case "'self'": return isOwn
            case "*": return scheme != "data"
            default:
                if source.hasSuffix(":") { return source.dropLast() == scheme ?? "https" }
                guard let host = Self.host(of: address) else { return false }
                let wanted =
                    Self.host(of: String(source)) ?? source.split(separator: "/").first ?? ""
                return wanted.hasPrefix("*.")
                    ? host.hasSuffix(wanted.dropFirst()) : host == wanted
            }
        }
    }

    /// What stands behind the two slashes of an address.
    private static func host(of address: String) -> Substring? {
        address.firstRange(of: "//").map {
            address[$0.upperBound...].prefix { !"/?#".contains($0) }
        }
    }
}

/// Reads `_headers`: a path, and below it, indented, the headers that answers for it get.
enum HeadersFile {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, findings: Findings
    ) -> CheckedDocument {
        var facts = PageFacts(path: path, kind: .headers)
        var pattern = ""
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            guard text.first == " " || text.first == "\t" else {
                pattern = text
                continue
            }
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, !pattern.isEmpty,
                parts[0].lowercased().split(whereSeparator: \.isWhitespace)
                    == ["content-security-policy"]
            else { continue }
            facts.redirects.append(
                PageFacts.Redirect(from: pattern, to: String(parts[1]), line: number + 1))
        }
        return CheckedDocument(
            facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
    }
}

extension Rule {
    static let refusedByPolicy = Rule(
        "L012-refused-by-policy",
        "Images, scripts, styles, fonts and forms are what the site's own policy in _headers allows.",
        why: "Browsers leave out what the policy refuses, and say so nowhere that a reader looks.",
        cure: "Put the file into the site, or name its origin in the policy.",
        example: "<img src=\"https://example.com/a.png\" alt=\"\"/> under img-src 'self'")
}
