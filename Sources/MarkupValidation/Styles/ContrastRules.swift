import Glibc

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
        var facts = PageFacts(path: path, kind: .stylesheet)
        var lines = LineCounter(bytes)
        for load in StyleLoads.find(in: bytes) {
            let place = lines.place(of: load.offset)
            let link = PageFacts.Link(
                target: load.address, line: place.line, column: place.column)
            facts.loads.append(PageFacts.Load(directive: load.directive, link: link))
            if !load.address.hasPrefix("data:") { facts.links.append(link) }
        }
        return CheckedDocument(
            facts: facts,
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

/// The contrast of two colours as WCAG 2.2 defines it: 1 for the same, 21 for black and white.
enum Contrast {
    struct Colour {
        let red: Double
        let green: Double
        let blue: Double

        /// `#rgb` and `#rrggbb`; `nil` for all else.
        init?(_ text: String) {
            guard text.hasPrefix("#") else { return nil }
            let digits = text.dropFirst().compactMap(\.hexDigitValue)
            guard digits.count == text.count - 1 else { return nil }
            let bytes: [Int]
            switch digits.count {
            case 3: bytes = digits.map { $0 * 17 }
            case 6: bytes = [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
            default: return nil
            }
            (red, green, blue) = (Double(bytes[0]), Double(bytes[1]), Double(bytes[2]))
        }

        var luminance: Double {
            0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
        }

        private static func linear(_ channel: Double) -> Double {
            let share = channel / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
    }

    static func ratio(_ first: Colour, _ second: Colour) -> Double {
        let (one, two) = (first.luminance, second.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
}

extension Rule {
    static let lowContrast = Rule(
        "A017-low-contrast",
        "Pairs of colours that a style sheet declares with --contrast-… keep their ratio.",
        why: "Text that is too faint cannot be read by many, and by nobody in the sun.",
        cure: "Make the darker colour darker or the lighter one lighter; 4.5 is WCAG's AA for "
            + "text.",
        example: "--text: #999999; --surface: #ffffff; --contrast-text: 4.5 text on surface;")
}
