import MarginModel
import PageRendering

/// What short codes say on a site: `{{price BTC}}`, `{{term funding}}`.
struct ShortCodes {
    let content: SiteContent
    let words: Words
    private let plans: [String: Article]
    private let glossary: Article?

    init(_ content: SiteContent, _ index: SiteIndex, _ words: Words) {
        self.content = content
        self.words = words
        plans = Dictionary(
            index.articles.filter { $0.kind == .plan }.map { ($0.slug, $0) },
            uniquingKeysWith: { first, _ in first })
        glossary = index.pages.first { $0.slug == "glossary" }
    }

    /// What stands for a code, in markup and in Markdown.
    private struct Saying {
        var html: String
        var markdown: String
    }

    /// The text with each code in words, and what is wrong with them.
    func said(in text: Article) -> (Article, [Diagnostic]) {
        var article = text
        var problems: [Diagnostic] = []
        let sayings = text.codes.map { placed -> Saying in
            do throws(Diagnostic) {
                return try saying(placed)
            } catch {
                problems.append(error)
                return Self.plain(placed.fallback)
            }
        }
        func replace(_ html: inout [UInt8]) { html = Self.replaced(html, sayings) }
        replace(&article.leadHTML)
        for index in article.sections.indices {
            replace(&article.sections[index].introHTML)
            replace(&article.sections[index].outroHTML)
            for step in article.sections[index].steps.indices {
                replace(&article.sections[index].steps[step].html)
            }
        }
        for index in article.faq.indices { replace(&article.faq[index].answerHTML) }
        if var notes = article.notes {
            replace(&notes.introHTML)
            article.notes = notes
        }
        for (placed, saying) in zip(text.codes, sayings).reversed() where !article.markdown.isEmpty
        {
            let start = placed.range.lowerBound - text.bodyOffset
            article.markdown.replaceSubrange(
                start..<start + placed.range.count, with: saying.markdown.utf8)
        }
        return (article, problems)
    }

    private static func replaced(_ html: [UInt8], _ sayings: [Saying]) -> [UInt8] {
        var result = html
        for (number, saying) in sayings.enumerated() {
            let mark = ShortCode.mark(number)
            guard let start = result.firstRange(of: mark.start),
                let end = result[start.upperBound...].firstRange(of: mark.end)
            else { continue }
            result.replaceSubrange(start.lowerBound..<end.upperBound, with: saying.html.utf8)
        }
        return result
    }

    private func saying(_ placed: ShortCode.Placed) throws(Diagnostic) -> Saying {
        switch placed.code {
        case .warning:
            let word = words(.codeWarning)
            return Saying(html: "<strong>\(Self.escaped(word))</strong>", markdown: "**\(word)**")
        case .calculator:
            guard !content.settings.sectionsOff.contains(.calculator) else {
                throw .offCode(placed, "calculator")
            }
            return Self.link(to: CalculatorPage.path, words(.calculatorTitle))
        case .source(let venue):
            guard content.shownSheets.contains(where: { $0.venue == venue }) else {
                throw .unknownCode(
                    placed, venue.rawValue, among: content.shownSheets.map(\.venue.rawValue))
            }
            return Self.link(
                to: VenuePage.path(of: venue), words(.venueTitle, .text(venue.displayName)))
        case .term(let id, let label):
            if content.settings.sectionsOff.contains(.glossary) {
                return Self.plain(placed.fallback)
            }
            guard let glossary else { throw .offCode(placed, "glossary") }
            guard let entry = glossary.sections.first(where: { $0.id == id }) else {
                throw .unknownCode(placed, id, among: glossary.sections.map(\.id))
            }
            return Self.link(
                to: StandingPage.path(of: glossary) + "#" + AddressPath.encoded(id),
                label ?? entry.title)
        case .plan(let slug, let step):
            guard let plan = plans[slug] else {
                throw .unknownCode(placed, slug, among: Array(plans.keys))
            }
            let steps = plan.sections.flatMap(\.steps).map(\.id)
            if let step, !steps.contains(step) { throw .unknownCode(placed, step, among: steps) }
            let anchor = step.map { "#" + AddressPath.encoded($0) } ?? ""
            return Self.link(to: plan.path + anchor, plan.title)
        case .price(let asset): return try price(of: asset, placed)
        }
    }

    private func price(of asset: String, _ placed: ShortCode.Placed) throws(Diagnostic) -> Saying {
        guard let snapshot = content.shownSnapshot else { throw .offCode(placed, "prices") }
        guard let quote = snapshot.quote(for: asset) else {
            throw .unknownCode(
                placed, asset, among: snapshot.quotes.map { $0.ticker ?? $0.asset })
        }
        guard content.freshSnapshot != nil, quote.price != nil else {
            return Self.link(to: AssetPage.path(of: asset), words(.codeNoPrice, .text(asset)))
        }
        let price = QuoteView(quote).price(words)
        let time = words.instant(snapshot.asOf)
        return Self.link(
            to: AssetPage.path(of: quote.ticker ?? asset),
            words(.codePrice, .text(price), .text(time)))
    }

    private static func plain(_ text: String) -> Saying {
        var markdown: [UInt8] = []
        Escaper.markdown.append(text, to: &markdown)
        return Saying(html: escaped(text), markdown: String(decoding: markdown, as: UTF8.self))
    }

    private static func link(to address: String, _ text: String) -> Saying {
        let label = plain(text)
        return Saying(
            html: "<a href=\"\(address)\">\(label.html)</a>",
            markdown: "[\(label.markdown)](\(address))")
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        Escaper.markupText.append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Diagnostic {
    fileprivate static func unknownCode(
        _ placed: ShortCode.Placed, _ name: String, among known: [String]
    ) -> Diagnostic {
        Diagnostic(
            id: "short-code-unknown", at: placed.location,
            message: "the short code asks for '\(name)', which this site does not have",
            hint: nearestName(to: name, among: known).map { "Did you mean \($0)?" }
                ?? "Known are: \(known.sorted().prefix(20).joined(separator: ", ")).")
    }

    fileprivate static func offCode(_ placed: ShortCode.Placed, _ what: String) -> Diagnostic {
        Diagnostic(
            id: "short-code-unknown", at: placed.location,
            message: "the short code asks for the site's \(what), and it goes without",
            hint: "Take the code out, or bring the \(what) back.")
    }
}
