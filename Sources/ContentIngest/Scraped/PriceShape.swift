import MarginModel

/// Lines of the ticker and of the market header.
enum PriceShape {
    static func shape(of line: String) -> ScrapedLine.Shape? {
        guard line.utf8.count <= 100 else { return nil }
        return quote(line) ?? price(line) ?? change(line) ?? market(line)
    }

    /// The exact amount: `81470.0271`, `81,470.0271`. `nil` for one that was shortened.
    static func amount(_ text: String) -> Decimal? {
        guard text.contains(",") else { return positive(text) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.utf8.count),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return positive(groups.joined() + (parts.count == 2 ? ".\(parts[1])" : ""))
    }

    private static func positive(_ text: String) -> Decimal? {
        guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return nil }
        return Decimal(text).flatMap { $0.isPositive ? $0 : nil }
    }

    /// `bitcoin $87959.907984 USD`
    private static func quote(_ line: String) -> ScrapedLine.Shape? {
        let words = line.split(separator: " ")
        guard words.count == 3, words[2] == "USD", words[1].hasPrefix("$"),
            words[0].utf8.allSatisfy(isSlugByte)
        else { return nil }
        return .quote(asset: String(words[0]), price: String(words[1].dropFirst()))
    }

    /// `$109547.008142 USD`, `$81,470.0271`, `$0.0...01214`
    private static func price(_ line: String) -> ScrapedLine.Shape? {
        let words = line.split(separator: " ")
        guard let first = words.first, first.hasPrefix("$"), first.utf8.count > 1,
            words.count == 1 || (words.count == 2 && words[1] == "USD")
        else { return nil }
        return .price(String(first.dropFirst()), hasCurrency: words.count == 2)
    }

    /// `1.34% -`, `+0.4%`, and `-2.87%` where no dash follows.
    private static func change(_ line: String) -> ScrapedLine.Shape? {
        let words = line.split(separator: " ")
        guard let first = words.first, words.count == 1 || (words.count == 2 && words[1] == "-")
        else { return nil }
        return percent(first).map { .change($0) }
    }

    private static func percent(_ word: Substring) -> String? {
        guard word.hasSuffix("%") else { return nil }
        let number = String(word.dropLast().drop { $0 == "+" })
        return Decimal(number) == nil ? nil : number
    }

    /// `Market Cap: $2.219T -3.80%`, `Fear & Greed Index:`
    private static func market(_ line: String) -> ScrapedLine.Shape? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = PlainText.collapse(line[..<colon].utf8)
        var words = line[line.index(after: colon)...].split(separator: " ")
        let lower = name.lowercased()
        let isKnown = knownNames.contains { lower.hasPrefix($0) }
        guard (1...24).contains(name.utf8.count) else { return nil }
        if words.isEmpty {
            let figure = MarketFigure(name: name, value: "")
            return isKnown ? .market(figure, isKnown: true) : nil
        }
        guard let first = words[0].utf8.first,
            first == UInt8(ascii: "$") || (isKnown && (0x30...0x39).contains(first))
        else { return nil }
        let change = words.count > 1 ? words.last.flatMap(percent) : nil
        if change != nil { words.removeLast() }
        guard words.count <= 5 else { return nil }
        let value = words.joined(separator: " ")
        return .market(
            MarketFigure(name: name, value: value, change: change), isKnown: isKnown)
    }

    private static let knownNames = [
        "market cap", "total market cap", "volume", "fear & greed", "btc dominance", "dominance",
    ]

    private static func isSlugByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}
