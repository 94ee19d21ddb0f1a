/// The custom properties that a style sheet gives `:root`, for each of the three ways a page is seen.
struct StyleTokens {
    enum Medium: String, CaseIterable {
        case light, dark, print
    }

    struct Token {
        let value: String
        let offset: Int
    }

    /// By name, without the two hyphens.
    private(set) var tokens: [Medium: [String: Token]]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = StyleReader(bytes)
        var own: [Medium: [String: Token]] = [:]
        reader.read { medium, name, value, offset in
            own[medium, default: [:]][name] = Token(value: value, offset: offset)
        }
        let light = own[.light] ?? [:]
        tokens = [:]
        for medium in Medium.allCases {
            tokens[medium] = light.merging(own[medium] ?? [:]) { _, later in later }
        }
    }
}

/// Walks the blocks of a style sheet. It need not understand the rules, only where they begin and end.
private struct StyleReader {
    private static let depthLimit = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// - Parameter tell: Is told each custom property of `:root`: medium, name, value, place.
    mutating func read(_ tell: (StyleTokens.Medium, String, String, Int) -> Void) {
        readBlock(medium: .light, isRoot: false, depth: 0, tell)
    }

    /// Reads to the end of the block that is open.
    private mutating func readBlock(
        medium: StyleTokens.Medium?, isRoot: Bool, depth: Int,
        _ tell: (StyleTokens.Medium, String, String, Int) -> Void
    ) {
        while index < bytes.count {
            skipSpaceAndComments()
            let start = index
            let end = endOfPrelude()
            let text = bytes.text(start..<end)
            guard index < bytes.count else { return }
            let sign = bytes[index]
            index += 1
            switch sign {
            case UInt8(ascii: "{"):
                guard depth < Self.depthLimit else { continue }
                readBlock(
                    medium: Self.medium(of: text, within: medium),
                    isRoot: text.trimmed == ":root", depth: depth + 1, tell)
            case UInt8(ascii: "}"):
                declare(text, at: start, medium, isRoot, tell)
                if depth > 0 { return }
            default: declare(text, at: start, medium, isRoot, tell)
            }
        }
    }

    private func declare(
        _ text: String, at offset: Int, _ medium: StyleTokens.Medium?, _ isRoot: Bool,
        _ tell: (StyleTokens.Medium, String, String, Int) -> Void
    ) {
        guard isRoot, let medium, text.hasPrefix("--"), let colon = text.firstIndex(of: ":")
        else { return }
        tell(
            medium, String(text[..<colon].dropFirst(2)).trimmed,
            String(text[text.index(after: colon)...]).trimmed, offset)
    }

    /// `nil` for a block whose conditions are none of the three ways.
    private static func medium(
        of prelude: String, within outer: StyleTokens.Medium?
    ) -> StyleTokens.Medium? {
        let text = prelude.lowercased().trimmed
        guard text.hasPrefix("@") else { return outer }
        guard text.hasPrefix("@media") else { return nil }
        let condition = String(text.dropFirst(6)).filter { $0 != " " }
        switch condition {
        case "screen", "all", "(prefers-color-scheme:light)": return outer
        case "(prefers-color-scheme:dark)", "screenand(prefers-color-scheme:dark)":
            return outer == nil ? nil : .dark
        case "print": return outer == nil ? nil : .print
        default: return nil
        }
    }

    /// The place of the next `{`, `}` or `;` outside of strings; comments before it are skipped.
    private mutating func endOfPrelude() -> Int {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"): return index
            case 0x22, 0x27:
                index = (bytes.firstIndex(of: bytes[index], from: index + 1) ?? bytes.count - 1) + 1
            case UInt8(ascii: "/") where bytes.holds("/*", at: index): skipComment()
            default: index += 1
            }
        }
        return index
    }

    private mutating func skipSpaceAndComments() {
        while index < bytes.count {
            if bytes[index].isMarkupSpace {
                index += 1
            } else if bytes.holds("/*", at: index) {
                skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        index = bytes.firstIndex(ofText: "*/", from: index + 2).map { $0 + 2 } ?? bytes.count
    }
}

extension String {
    fileprivate var trimmed: String {
        let space: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let scalars = unicodeScalars.drop(while: space)
        let end = scalars.lastIndex { !space($0) }.map { scalars.index(after: $0) }
        return String(scalars[scalars.startIndex..<(end ?? scalars.startIndex)])
    }
}
