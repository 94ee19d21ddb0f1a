/// How well a line by itself fits each role, in steps that each multiply the odds by about three.
struct ScrapedEvidence {
    static let impossible: Int32 = -1_000_000

    /// One entry a role; a role that the line cannot have is impossible.
    static func points(for line: ScrapedLine) -> [Int32] {
        var points = [Int32](repeating: impossible, count: ScrapedRole.allCases.count)
        func set(_ role: ScrapedRole, _ value: Int32) { points[role.rawValue] = value }
        let skipped = skippedPoints(line)
        set(.skippedAtTop, skipped)
        set(.skippedInArticle, skipped - (skipped < 0 ? 1 : 0))
        set(.skippedBelow, skipped)
        switch line.shape {
        case .dash, .navigation: break
        case .quote: set(.quote, 8)
        case .price(_, let hasCurrency):
            set(hasCurrency ? .quotePrice : .barePrice, hasCurrency ? 6 : 4)
            set(.marketValue, 2)
        case .change:
            set(.quoteChange, 5)
            set(.marketValue, 2)
        case .market(let figure, let isKnown):
            if isKnown {
                set(figure.value.isEmpty ? .marketLabel : .market, 7)
            } else {
                set(.market, 1)
                setText(line, set)
            }
        case .date(_, let isMachineWritten, let hasBullet):
            set(.headlineDate, isMachineWritten ? 5 : 2)
            if !hasBullet {
                set(.date, isMachineWritten ? 4 : 5)
                set(.dateBelowSummary, isMachineWritten ? 4 : 5)
                set(.teaserDate, isMachineWritten ? 3 : 5)
            }
        case .bullet:
            set(.headline, 3)
            set(.step, 2)
        case .numbered(let text):
            set(.step, 4)
            set(.heading, endsSentence(text) || text.utf8.count > 80 ? -4 : 2)
        case .gluedHeading: set(.heading, 6)
        case .question: set(.question, 8)
        case .answer: set(.answer, 6)
        case .faqHeading: set(.faqHeading, 8)
        case .disclaimer: set(.disclaimer, 8)
        case .relatedHeading: set(.relatedHeading, 8)
        case .text: setText(line, set)
        }
        return points
    }

    private static func skippedPoints(_ line: ScrapedLine) -> Int32 {
        switch line.shape {
        case .dash, .navigation: 6
        case .text: line.isRepeated ? 0 : -2
        default: -3
        }
    }

    /// Prose, headings, titles and names: only their length and ends tell them apart.
    private static func setText(_ line: ScrapedLine, _ set: (ScrapedRole, Int32) -> Void) {
        let words = line.text.utf8.reduce(1) { $1 == 0x20 ? $0 + 1 : $0 }
        let isLong = line.text.utf8.count > 80
        let isSentence = endsSentence(line.text)
        let isQuestion = line.text.hasSuffix("?") || line.text.hasSuffix("?)")
        let isCut = line.text.hasSuffix("...") || line.text.hasSuffix("…")
        set(
            .title,
            (3...25).contains(words) && line.text.utf8.count <= 200
                ? (isSentence ? -2 : 2) + (isQuestion ? 1 : 0) : -2)
        set(.summary, (isSentence ? 2 : 0) + (words >= 5 ? 1 : -2) - (line.isRepeated ? 4 : 0))
        set(.heading, isSentence || isCut ? -4 : isLong ? -3 : 2)
        set(.paragraph, (isSentence ? 3 : -1) + (words >= 8 ? 1 : 0) - (isCut ? 2 : 0))
        set(.disclaimerText, 2)
        set(.teaser, isSentence ? 0 : 2)
        set(.headline, 0)
        set(.excerpt, isCut ? 4 : words >= 8 ? 1 : -2)
        if isQuestion { set(.question, 1) }
        set(.answer, isSentence ? 2 : -2)
        if words <= 4 {
            set(.quoteName, isSentence ? -2 : 2)
            set(.marketValue, line.text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? 4 : 1)
        }
    }

    private static func endsSentence(_ text: String) -> Bool {
        guard let last = text.last(where: { !"\"'”’)".contains($0) }) else { return false }
        return ".!:;".contains(last) && !text.hasSuffix("...")
    }
}
