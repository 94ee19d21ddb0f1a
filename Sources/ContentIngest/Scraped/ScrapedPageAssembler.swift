import MarginModel

/// Puts lines together by their roles.
struct ScrapedPageAssembler {
    let file: String
    private var lines: ArraySlice<(line: ScrapedLine, role: ScrapedRole)> = []
    var ticker = ScrapedTicker()
    private(set) var article: ArticleDraft?
    private(set) var headlines: [Headline] = []
    private(set) var teasers: [Teaser] = []
    private(set) var dropped: [DroppedLine] = []
    private(set) var warnings: [Diagnostic] = []
    private var seenHeadlines: Set<Headline> = []
    private var seenTeasers: Set<Teaser> = []
    /// Lines skipped above the title, which may turn out to repeat it.
    private var skippedAtTop: [ScrapedLine] = []

    init(file: String) { self.file = file }

    mutating func assemble(_ all: [ScrapedLine], _ roles: [ScrapedRole]) {
        lines = zip(all, roles).map { ($0, $1) }[...]
        while let (line, role) = lines.popFirst() { take(line, role) }
        for line in skippedAtTop {
            let repeatsTitle = line.text == article?.title || line.isRepeated
            drop(line, repeatsTitle ? .duplicate : reason(for: line))
        }
    }

    private mutating func take(_ line: ScrapedLine, _ role: ScrapedRole) {
        switch role {
        case .quote, .quoteName: takeQuote(line)
        case .market, .marketLabel: takeMarket(line)
        case .title: takeTitle(line)
        case .summary: article?.summary = line.text
        case .date, .dateBelowSummary:
            if case .date(let date, _, _) = line.shape { article?.date = date }
        case .heading: takeHeading(line)
        case .paragraph: takeParagraph(line)
        case .step: takeStep(line)
        case .question: takeQuestion(line)
        case .faqHeading: break
        case .disclaimer: takeDisclaimer(line)
        case .disclaimerText: article?.disclaimer.append(line.text)
        case .headline: takeHeadline(line)
        case .teaser: takeTeaser(line)
        case .relatedHeading: drop(line, .listHeading)
        case .skippedAtTop: skippedAtTop.append(line)
        case .skippedInArticle, .skippedBelow: drop(line, reason(for: line))
        case .quotePrice, .barePrice, .quoteChange, .marketValue, .answer, .headlineDate,
            .teaserDate, .excerpt:
            drop(line, .unpaired)
        }
    }

    private func reason(for line: ScrapedLine) -> DroppedLine.Reason {
        switch line.shape {
        case .dash, .navigation: .navigation
        case .text, .gluedHeading: line.isRepeated ? .duplicate : .notRecognised
        default: .unpaired
        }
    }

    /// The next line, when it has one of these roles.
    private mutating func next(_ roles: ScrapedRole...) -> ScrapedLine? {
        guard let role = lines.first?.role, roles.contains(role) else { return nil }
        return lines.popFirst()?.line
    }

    private mutating func takeQuote(_ line: ScrapedLine) {
        var asset = line.text
        var text = ""
        if case .quote(let name, let price) = line.shape { (asset, text) = (name, price) }
        var priceLine = line
        if let below = next(.quotePrice, .barePrice), case .price(let price, _) = below.shape {
            (text, priceLine) = (price, below)
        }
        var change: Decimal?
        if case .change(let percent)? = next(.quoteChange)?.shape {
            change = Decimal(percent)
        } else {
            warn("scraped-no-change", line, "\(asset) has no 24 hour change")
        }
        let problems = ticker.add(name: asset, priceText: text, change24h: change)
        if problems.contains(.duplicate) { return drop(line, .duplicate) }
        if problems.contains(.price) {
            warn("scraped-price", priceLine, "'\(text)' is not a price that can be read back")
        }
        if problems.contains(.notMapped) {
            warn("not-mapped", line, "'\(asset)' is not a known asset")
        }
        if problems.contains(.mixedScripts) {
            warn("scraped-mixed-scripts", line, "'\(asset)' mixes letters of several alphabets")
        }
    }

    private mutating func takeMarket(_ line: ScrapedLine) {
        guard case .market(var figure, _) = line.shape else { return }
        while let below = next(.marketValue) {
            if case .change(let percent) = below.shape {
                figure.change = percent
            } else {
                figure.value += (figure.value.isEmpty ? "" : " ") + below.text
            }
        }
        ticker.market.append(figure)
    }

    private mutating func takeTitle(_ line: ScrapedLine) {
        guard article == nil else { return drop(line, .notRecognised) }
        article = ArticleDraft(title: line.text, summary: "", date: nil)
    }

    private mutating func takeHeading(_ line: ScrapedLine) {
        var title = line.text
        if case .numbered(let text) = line.shape { title = text }
        article?.sections.append(DraftSection(title: title))
    }

    private mutating func takeParagraph(_ line: ScrapedLine) {
        guard let draft = article else { return drop(line, .notRecognised) }
        if draft.sections.isEmpty {
            article?.lead.append(line.text)
        } else {
            article?.sections[draft.sections.count - 1].paragraphs.append(line.text)
        }
    }

    private mutating func takeStep(_ line: ScrapedLine) {
        guard let draft = article else { return drop(line, .notRecognised) }
        if draft.sections.isEmpty {
            warn("scraped-no-heading", line, "steps stand before any heading")
            article?.sections.append(DraftSection(title: "Steps"))
        }
        let last = max(draft.sections.count - 1, 0)
        switch line.shape {
        case .numbered(let text), .bullet(let text): article?.sections[last].steps.append(text)
        default: drop(line, .notRecognised)
        }
    }

    private mutating func takeQuestion(_ line: ScrapedLine) {
        var question = line.text
        var answer: String?
        if case .question(let text, let glued) = line.shape { (question, answer) = (text, glued) }
        if answer == nil, let below = next(.answer) {
            answer = below.text
            if case .answer(let text) = below.shape { answer = text }
        }
        guard let answer, !answer.isEmpty, article != nil else { return drop(line, .unpaired) }
        article?.faq.append(DraftQuestion(question: question, answer: answer))
    }

    private mutating func takeDisclaimer(_ line: ScrapedLine) {
        guard case .disclaimer(let rest) = line.shape, article != nil else {
            return drop(line, .notRecognised)
        }
        if !rest.isEmpty { article?.disclaimer.append(rest) }
    }

    private mutating func takeHeadline(_ line: ScrapedLine) {
        var title = line.text
        if case .bullet(let text) = line.shape { title = text }
        guard case .date(let date, _, _)? = next(.headlineDate)?.shape else {
            return drop(line, .unpaired)
        }
        let headline = Headline(title: title, at: date)
        guard seenHeadlines.insert(headline).inserted else { return drop(line, .duplicate) }
        headlines.append(headline)
    }

    private mutating func takeTeaser(_ line: ScrapedLine) {
        guard case .date(let date, _, _)? = next(.teaserDate)?.shape else {
            return drop(line, .unpaired)
        }
        let teaser = Teaser(title: line.text, at: date, excerpt: next(.excerpt)?.text ?? "")
        guard seenTeasers.insert(teaser).inserted else { return drop(line, .duplicate) }
        teasers.append(teaser)
    }

    private mutating func drop(_ line: ScrapedLine, _ reason: DroppedLine.Reason) {
        dropped.append(
            DroppedLine(line: line.number, excerpt: String(line.text.prefix(60)), reason: reason))
    }

    private mutating func warn(_ id: String, _ line: ScrapedLine, _ message: String) {
        warnings.append(
            Diagnostic(
                .warning, id: id,
                at: SourceLocation(file: file, line: line.number, column: line.column),
                message: message, hint: "Compare the line with the page it was taken from."))
    }
}
