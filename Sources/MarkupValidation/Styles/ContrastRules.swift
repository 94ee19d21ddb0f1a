/// Pairs of colours that a style sheet declares keep their contrast, in light, dark and print.
///
/// `--contrast-text: 4.5 text text-* on surface surface-*;` beside the tokens of `:root`: each token
/// before `on` reaches the ratio on each token after it. A name that ends in `*` stands for all that
/// begin so.
struct ContrastRules {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, findings: Findings
    ) -> CheckedDocument {
        var rules = ContrastRules(tokens: StyleTokens(bytes), findings: findings)
        for medium in StyleTokens.Medium.allCases { rules.check(medium) }
        return CheckedDocument(
            facts: PageFacts(path: path, kind: .stylesheet),
            diagnostics: rules.findings.diagnostics(in: bytes, path: path))
    }

    private let tokens: StyleTokens
    private var findings: Findings

    private init(tokens: StyleTokens, findings: Findings) {
        self.tokens = tokens
        self.findings = findings
    }

    private mutating func check(_ medium: StyleTokens.Medium) {
        let all = tokens.tokens[medium] ?? [:]
        let pairs = all.filter { $0.key.hasPrefix("contrast-") }.sorted { $0.key < $1.key }
        for (name, token) in pairs {
            let words = token.value.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let wanted = words.first.flatMap({ Double($0) }), (1...21).contains(wanted),
                let on = words.firstIndex(of: "on"), on > 1, on + 1 < words.count
            else {
                findings.add(
                    .lowContrast, at: token.offset,
                    "--\(name) is not: a ratio, names, on, names")
                continue
            }
            for first in colours(words[1..<on], of: all, at: token.offset) {
                for second in colours(words[(on + 1)...], of: all, at: token.offset) {
                    compare(first, second, wanted: wanted, medium)
                }
            }
        }
    }

    private typealias Named = (name: String, colour: Contrast.Colour, offset: Int)

    private mutating func colours(
        _ patterns: ArraySlice<String>, of all: [String: StyleTokens.Token], at offset: Int
    ) -> [Named] {
        var found: [Named] = []
        for pattern in patterns {
            let names =
                pattern.hasSuffix("*")
                ? all.keys.filter { $0.hasPrefix(pattern.dropLast()) }.sorted()
                : all.keys.filter { $0 == pattern }
            if names.isEmpty {
                findings.add(.lowContrast, at: offset, "no colour is called --\(pattern)")
            }
            for name in names {
                guard let token = all[name] else { continue }
                guard let colour = Contrast.Colour(token.value) else {
                    findings.add(
                        .lowContrast, at: token.offset, "--\(name) is no colour such as #1d1b18")
                    continue
                }
                found.append((name, colour, token.offset))
            }
        }
        return found
    }

    private mutating func compare(
        _ first: Named, _ second: Named, wanted: Double, _ medium: StyleTokens.Medium
    ) {
        let ratio = Contrast.ratio(first.colour, second.colour)
        guard ratio < wanted else { return }
        let shown = (ratio * 100).rounded(.down) / 100
        findings.add(
            .lowContrast, at: first.offset,
            "--\(first.name) on --\(second.name) has a contrast of \(shown) in \(medium.rawValue), "
                + "less than \(wanted)")
    }
}
