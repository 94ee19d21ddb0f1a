import MarginModel

/// Puts classified lines together, by what came before them.
struct ScrapedPageAssembler {
    private enum Place { case top, article, faq, disclaimer, headlines, related }

    let file: String
    private var place = Place.top
    private var lines: ArraySlice<ScrapedLine> = []
    /// Text before the article's date: the last two lines are its title and summary.
    private var opening: [ScrapedLine] = []
    private(set) var quotes: [Quote] = []
    private(set) var article: ArticleDraft?
    private(set) var headlines: [Headline] = []
    private(set) var teasers: [Teaser] = []
    private(set) var dropped: [DroppedLine] = []
    private(set) var warnings: [Diagnostic] = []

    init(file: String) { self.file = file }

    mutating func assemble(_ all: [ScrapedLine]) {
        lines = all[...]
        while let line = lines.popFirst() { take(line) }
        for line in opening { drop(line, .notRecognised) }
    }

    private mutating func take(_ line: ScrapedLine) {
        switch line.kind {
        case .dash: drop(line, .navigation)
        case .moreLink: drop(line, .navigation)
        case .price(let asset, let text): takePrice(line, asset: asset, text: text)
        case .change: drop(line, .unpaired)
        case .articleDate(let date): takeArticleDate(line, date)
        case .headlineDate: drop(line, .unpaired)
        case .bullet(let text): takeBullet(line, text)
        case .step(let text): takeStep(line, text)
        case .question(let question, let answer): takeQuestion(line, question, answer)
        case .answer: drop(line, .unpaired)
        case .faqHeading:
            if article == nil { drop(line, .notRecognised) } else { place = .faq }
        case .disclaimer(let rest):
            place = .disclaimer
            if article == nil { drop(line, .notRecognised) }
            if !rest.isEmpty { article?.disclaimer.append(rest) }
        case .relatedHeading:
            place = .related
            drop(line, .listHeading)
        case .excerpt, .text: takeText(line)
        }
    }

    private mutating func takePrice(_ line: ScrapedLine, asset: String, text: String) {
        var change: Decimal?
        if case .change(let percent)? = lines.first?.kind {
            change = Decimal(percent)
            lines.removeFirst()
        } else {
            warn("scraped-no-change", line, "\(asset) has no 24 hour change")
        }
        guard !quotes.contains(where: { $0.asset == asset }) else {
            drop(line, .duplicate)
            return
        }
        let price = Decimal(text).flatMap { $0.isPositive ? $0 : nil }
        if price == nil { warn("scraped-price", line, "'\(text)' is not a price") }
        let known = AssetName.known.first { $0.slug == asset }
        if known == nil { warn("not-mapped", line, "'\(asset)' is not a known asset") }
        quotes.append(
            Quote(
                asset: asset, ticker: known?.ticker, name: known?.name ?? asset, price: price,
                change24h: change))
    }

    private mutating func takeArticleDate(_ line: ScrapedLine, _ date: Instant) {
        guard article == nil else {
            drop(line, .unpaired)
            return
        }
        guard let last = opening.popLast() else {
            drop(line, .unpaired)
            return
        }
        let title = opening.popLast()
        article = ArticleDraft(
            title: title?.text ?? last.text, summary: title == nil ? "" : last.text, date: date)
        if title == nil { warn("scraped-no-summary", last, "the article has no summary") }
        for line in opening { drop(line, .navigation) }
        opening = []
        place = .article
    }

    private mutating func takeBullet(_ line: ScrapedLine, _ text: String) {
        guard case .headlineDate(let date)? = lines.first?.kind else {
            drop(line, .unpaired)
            return
        }
        lines.removeFirst()
        place = .headlines
        let headline = Headline(title: text, at: date)
        if headlines.contains(headline) {
            drop(line, .duplicate)
        } else {
            headlines.append(headline)
        }
    }

    private mutating func takeStep(_ line: ScrapedLine, _ text: String) {
        guard place == .article, var draft = article else {
            drop(line, .notRecognised)
            return
        }
        if draft.sections.isEmpty {
            warn("scraped-no-heading", line, "steps stand before any heading")
            draft.sections.append(DraftSection(title: "Steps"))
        }
        draft.sections[draft.sections.count - 1].steps.append(text)
        article = draft
    }

    private mutating func takeQuestion(
        _ line: ScrapedLine, _ question: String, _ glued: String?
    ) {
        var answer = glued
        if answer == nil, case .answer(let next)? = lines.first?.kind {
            answer = next
            lines.removeFirst()
        }
        guard let answer, !answer.isEmpty, article != nil else {
            drop(line, .unpaired)
            return
        }
        place = .faq
        article?.faq.append(DraftQuestion(question: question, answer: answer))
    }

    private mutating func takeText(_ line: ScrapedLine) {
        switch place {
        case .top: opening.append(line)
        case .article: takeArticleText(line)
        case .disclaimer: article?.disclaimer.append(line.text)
        case .related, .headlines: takeTeaser(line)
        case .faq: drop(line, .notRecognised)
        }
    }

    /// A line with a step below it is a heading, and so is a short one that does not end like a
    /// sentence; anything else is a paragraph.
    private mutating func takeArticleText(_ line: ScrapedLine) {
        var isHeading = line.text.utf8.count <= 80
        if let last = line.text.last, ".!…:;".contains(last) { isHeading = false }
        if case .step? = lines.first?.kind { isHeading = true }
        if isHeading {
            article?.sections.append(DraftSection(title: line.text))
        } else if let count = article?.sections.count, count > 0 {
            article?.sections[count - 1].paragraphs.append(line.text)
        } else {
            drop(line, .notRecognised)
        }
    }

    private mutating func takeTeaser(_ line: ScrapedLine) {
        guard line.kind == .text, case .articleDate(let date)? = lines.first?.kind else {
            drop(line, .unpaired)
            return
        }
        lines.removeFirst()
        var excerpt = ""
        if case .excerpt? = lines.first?.kind, let next = lines.popFirst() { excerpt = next.text }
        let teaser = Teaser(title: line.text, at: date, excerpt: excerpt)
        if teasers.contains(teaser) {
            drop(line, .duplicate)
        } else {
            teasers.append(teaser)
        }
    }

    private mutating func drop(_ line: ScrapedLine, _ reason: DroppedLine.Reason) {
        dropped.append(
            DroppedLine(line: line.number, excerpt: String(line.text.prefix(60)), reason: reason))
    }

    private mutating func warn(_ id: String, _ line: ScrapedLine, _ message: String) {
        warnings.append(
            Diagnostic(
                .warning, id: id, at: SourceLocation(file: file, line: line.number),
                message: message, hint: "Compare the line with the page it was taken from."))
    }
}
