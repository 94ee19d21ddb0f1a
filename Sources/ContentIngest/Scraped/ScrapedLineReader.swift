import MarginModel

/// Splits a page into lines that are not blank, each with its shape.
struct ScrapedLineReader {
    let dates: ScrapedDate

    /// A line ends at a line feed, a carriage return, or the two together. Mail addresses are left out.
    ///
    /// - Returns: The lines, and the numbers of those that had an address.
    func lines(of bytes: [UInt8]) -> (lines: [ScrapedLine], masked: [Int]) {
        var lines: [ScrapedLine] = []
        var masked: [Int] = []
        var seen: Set<String> = []
        var number = 1
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            var text = PlainText.collapse(bytes[start..<end])
            if let without = MailMask.masked(text) {
                text = without
                masked.append(number)
            }
            if !text.isEmpty {
                let indent = bytes[start..<end].prefix { $0 == 0x20 || $0 == 0x09 }.count
                let isRepeated = !seen.insert(text).inserted
                append(text, number: number, indent: indent, isRepeated, to: &lines)
            }
            let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            number += 1
        }
        return (lines, masked)
    }

    private func append(
        _ text: String, number: Int, indent: Int, _ isRepeated: Bool, to lines: inout [ScrapedLine]
    ) {
        var start = 0
        for piece in LostLineEnds.pieces(of: text) {
            appendPiece(
                trimmed(piece[...]), number: number, indent: indent + start, isRepeated, to: &lines)
            start += piece.utf8.count
        }
    }

    private func appendPiece(
        _ text: String, number: Int, indent: Int, _ isRepeated: Bool, to lines: inout [ScrapedLine]
    ) {
        guard let glued = GluedHeading(text) else {
            lines.append(
                ScrapedLine(
                    number: number, column: indent + 1, text: text, shape: shape(of: text),
                    isRepeated: isRepeated))
            return
        }
        lines.append(
            ScrapedLine(
                number: number, column: indent + 1, text: glued.heading,
                shape: .gluedHeading(glued.heading), isRepeated: isRepeated))
        lines.append(
            ScrapedLine(
                number: number, column: indent + 1 + glued.offset, text: glued.rest,
                shape: shape(of: glued.rest), isRepeated: isRepeated))
    }

    private func shape(of line: String) -> ScrapedLine.Shape {
        if line == "-" { return .dash }
        let bullet = ["- ", "•", "* ", "● ", "‣ "].contains(where: line.hasPrefix)
        let rest = bullet ? trimmed(line.dropFirst()) : line
        if bullet, case .market(let figure, true) = PriceShape.shape(of: rest) {
            return .market(figure, isKnown: true)
        }
        if let shape = PriceShape.shape(of: line) { return shape }
        if let date = dates.article(rest) {
            return .date(date, isMachineWritten: false, hasBullet: bullet)
        }
        if let date = dates.machine(rest) {
            return .date(date, isMachineWritten: true, hasBullet: bullet)
        }
        if bullet { return .bullet(rest) }
        return stepShape(line) ?? questionShape(line) ?? keywordShape(line) ?? .text
    }

    /// `1. Text` and `Step 1: Text`
    private func stepShape(_ line: String) -> ScrapedLine.Shape? {
        let hasWord = line.lowercased().hasPrefix("step ")
        let body = line.dropFirst(hasWord ? 5 : 0)
        let digits = body.prefix { ("0"..."9").contains($0) }
        let rest = body.dropFirst(digits.count)
        guard (1...3).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(": "),
            hasWord || rest.hasPrefix("."), let number = Int(digits)
        else { return nil }
        return .numbered(number, String(rest.dropFirst(2)), hasWord: hasWord)
    }

    /// `Q: Why?A: Because.`, the two glued or with a space between them; `A:` alone.
    private func questionShape(_ line: String) -> ScrapedLine.Shape? {
        if line.hasPrefix("A:") { return .answer(trimmed(line.dropFirst(2))) }
        guard line.hasPrefix("Q:") else { return nil }
        let rest = line.dropFirst(2)
        var index = rest.startIndex
        while let mark = rest[index...].firstIndex(of: "?") {
            let after = rest[rest.index(after: mark)...].drop { $0 == " " }
            if after.hasPrefix("A:") {
                return .question(trimmed(rest[...mark]), answer: trimmed(after.dropFirst(2)))
            }
            index = rest.index(after: mark)
        }
        return .question(trimmed(rest), answer: nil)
    }

    private func keywordShape(_ line: String) -> ScrapedLine.Shape? {
        guard line.utf8.count <= 200 else { return nil }
        let lower = line.lowercased()
        if lower.hasPrefix("disclaimer:") { return .disclaimer(trimmed(line.dropFirst(11))) }
        return Self.keywords[lower]
    }

    private func trimmed(_ text: Substring) -> String { PlainText.collapse(text.utf8) }

    private static let keywords: [String: ScrapedLine.Shape] = {
        var keywords: [String: ScrapedLine.Shape] = [
            "frequently asked questions": .faqHeading, "faq": .faqHeading, "faqs": .faqHeading,
            "related knowledge": .relatedHeading, "related articles": .relatedHeading,
            "disclaimer": .disclaimer(""),
        ]
        for word in [
            "see all articles", "see all", "read more", "more", "home", "menu", "academy", "news",
            "markets", "prices", "search", "log in", "login", "sign up", "sign in", "register",
            "subscribe", "share", "back", "next", "previous", "about us", "contact",
        ] { keywords[word] = .navigation }
        return keywords
    }()
}
