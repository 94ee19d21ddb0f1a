import MarginModel

/// Puts a page together from its outline: what stands above the article, the article, what stands below.
struct ScrapedPageAssembler {
    let file: String
    private let outline: ScrapedOutline
    private(set) var ticker = ScrapedTicker()
    private(set) var article: ArticleDraft?
    private(set) var headlines: [Headline] = []
    private(set) var teasers: [Teaser] = []
    private(set) var dropped: [DroppedLine] = []
    private(set) var warnings: [Diagnostic] = []
    private(set) var doubts: [PageDoubt] = []
    private var isInDisclaimer = false
    private var seenHeadlines: Set<Headline> = []
    private var seenTeasers: Set<Teaser> = []

    private var lines: [ScrapedLine] { outline.lines }

    init(_ outline: ScrapedOutline, file: String) {
        self.file = file
        self.outline = outline
        let head = outline.head
        if let head { takeHead(head) }
        read(lines.indices.prefix(head.map(\.title) ?? lines.count), isBelow: head == nil)
        if let head {
            let body = ScrapedBody(
                lines[head.end..<outline.bodyEnd], title: lines[head.title].text)
            article?.lead = body.lead
            article?.sections = body.sections
            article?.faq = body.faq
            dropped += body.dropped
            doubts += body.doubts
            read(lines.indices.dropFirst(outline.bodyEnd), isBelow: true)
        }
        dropped.sort { $0.line < $1.line }
    }

    private mutating func takeHead(_ head: ScrapedOutline.Head) {
        let title = lines[head.title]
        var date: Instant?
        if let index = head.date, case .date(let instant, _, _) = lines[index].shape {
            date = instant
        }
        article = ArticleDraft(
            title: title.text, summary: head.summary.map { lines[$0].text } ?? "", date: date)
        if date == nil {
            doubts.append(PageDoubt(.title, title, "no date stands beside it"))
        }
    }

    /// What stands around an article: ticker, figures of the market, news, related articles, a disclaimer.
    private mutating func read(_ range: Range<Int>, isBelow: Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            index += take(index, isBelow: isBelow)
        }
    }

    /// - Returns: How many lines were taken.
    private mutating func take(_ index: Int, isBelow: Bool) -> Int {
        let line = lines[index]
        if outline.isQuote(at: index) { return takeQuote(index) }
        if outline.isHeadline(at: index) { return takeHeadline(index) }
        if outline.isTeaser(at: index) { return takeTeaser(index) }
        switch line.shape {
        case .market: return takeMarket(index)
        case .disclaimer(let rest) where article != nil:
            isInDisclaimer = true
            if !rest.isEmpty, rest != "(\(MailMask.mark))" { article?.disclaimer.append(rest) }
        case .relatedHeading:
            isInDisclaimer = false
            drop(line, .listHeading)
        case .dash, .navigation: drop(line, .navigation)
        case .text where isInDisclaimer: article?.disclaimer.append(line.text)
        case .text, .gluedHeading, .faqHeading, .question, .answer, .disclaimer:
            drop(line, reason(for: line, isBelow: isBelow))
        case .quote, .price, .change, .date, .bullet, .numbered: drop(line, .unpaired)
        }
        return 1
    }

    private func reason(for line: ScrapedLine, isBelow: Bool) -> DroppedLine.Reason {
        if line.isRepeated || line.text == article?.title { return .duplicate }
        return !isBelow && line.wordCount <= 3 ? .navigation : .notRecognised
    }

    // MARK: Ticker

    private mutating func takeQuote(_ index: Int) -> Int {
        let line = lines[index]
        var (asset, text, priceLine, count) = (line.text, "", line, 1)
        if case .quote(let name, let price) = line.shape { (asset, text) = (name, price) }
        if case .text = line.shape, case .price(let price, _) = lines[index + 1].shape {
            (text, priceLine, count) = (price, lines[index + 1], 2)
        }
        var change: Decimal?
        if index + count < lines.count, case .change(let percent) = lines[index + count].shape {
            change = Decimal(percent)
            count += 1
        } else {
            warn("scraped-no-change", line, "\(asset) has no 24 hour change")
        }
        let problems = ticker.add(name: asset, priceText: text, change24h: change)
        if problems.contains(.duplicate) {
            drop(line, .duplicate)
            return count
        }
        if problems.contains(.price) {
            warn("scraped-price", priceLine, "'\(text)' is not a price that can be read back")
            doubts.append(PageDoubt(.ticker, priceLine, "'\(text)' is no whole price"))
        }
        if problems.contains(.notMapped) {
            warn("not-mapped", line, "'\(asset)' is not a known asset")
        }
        if problems.contains(.mixedScripts) {
            warn("scraped-mixed-scripts", line, "'\(asset)' mixes letters of several alphabets")
        }
        return count
    }

    /// A figure of the market; its value may stand on up to two lines below it.
    private mutating func takeMarket(_ index: Int) -> Int {
        guard case .market(var figure, _) = lines[index].shape else { return 1 }
        let isAlone = figure.value.isEmpty
        var count = 1
        below: for below in lines.dropFirst(index + 1).prefix(2) {
            switch below.shape {
            case .change(let percent) where figure.change == nil: figure.change = percent
            case .price where figure.value.isEmpty: figure.value = below.text
            case .text where isAlone && below.isMarketValue:
                figure.value += (figure.value.isEmpty ? "" : " ") + below.text
            default: break below
            }
            count += 1
        }
        if figure.value.isEmpty || ticker.market.contains(where: { $0.name == figure.name }) {
            drop(lines[index], figure.value.isEmpty ? .unpaired : .duplicate)
        } else {
            ticker.market.append(figure)
        }
        return count
    }

    // MARK: News and related articles

    private mutating func takeHeadline(_ index: Int) -> Int {
        isInDisclaimer = false
        let line = lines[index]
        var title = line.text
        if case .bullet(let text) = line.shape { title = text }
        if case .date(let date, _, _) = lines[index + 1].shape {
            let headline = Headline(title: title, at: date)
            if seenHeadlines.insert(headline).inserted {
                headlines.append(headline)
            } else {
                drop(line, .duplicate)
            }
        }
        return 2
    }

    private mutating func takeTeaser(_ index: Int) -> Int {
        isInDisclaimer = false
        guard case .date(let date, _, _) = lines[index + 1].shape else { return 1 }
        var excerpt = ""
        if index + 2 < lines.count, lines[index + 2].isExcerpt, !outline.isTeaser(at: index + 2) {
            excerpt = lines[index + 2].text
        }
        let teaser = Teaser(title: lines[index].text, at: date, excerpt: excerpt)
        if seenTeasers.insert(teaser).inserted {
            teasers.append(teaser)
        } else {
            drop(lines[index], .duplicate)
        }
        return excerpt.isEmpty ? 2 : 3
    }

    /// What was taken, part by part.
    var parts: [PagePart] {
        let sizes: [(PagePart.Name, Int)] = [
            (.ticker, ticker.quotes.count), (.market, ticker.market.count),
            (.title, article == nil ? 0 : 1), (.summary, article?.summary.isEmpty ?? true ? 0 : 1),
            (.date, article?.date == nil ? 0 : 1),
            (
                .text,
                article.map { $0.lead.count + $0.sections.map(\.blocks.count).reduce(0, +) } ?? 0
            ),
            (.questions, article?.faq.count ?? 0), (.disclaimer, article?.disclaimer.count ?? 0),
            (.headlines, headlines.count), (.related, teasers.count),
        ]
        return sizes.compactMap { name, count in
            let doubts = doubts.filter { $0.part == name }
            return count == 0 && doubts.isEmpty
                ? nil : PagePart(name: name, count: count, doubts: doubts)
        }
    }

    private mutating func drop(_ line: ScrapedLine, _ reason: DroppedLine.Reason) {
        dropped.append(DroppedLine(line, reason))
    }

    private mutating func warn(_ id: String, _ line: ScrapedLine, _ message: String) {
        warnings.append(
            Diagnostic(
                .warning, id: id,
                at: SourceLocation(file: file, line: line.number, column: line.column),
                message: message, hint: "Compare the line with the page it was taken from."))
    }
}

extension ScrapedLine {
    /// `23`, `29 - Fear`, `Extreme Greed`
    fileprivate var isMarketValue: Bool {
        wordCount <= 4
            && (text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
                || ["fear", "greed", "neutral"].contains { text.lowercased().hasSuffix($0) })
    }

    /// The beginning of another article.
    fileprivate var isExcerpt: Bool {
        switch shape {
        case .text, .numbered, .gluedHeading: isCut || wordCount >= 8
        default: false
        }
    }
}
