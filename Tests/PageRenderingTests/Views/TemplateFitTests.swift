import Foundation
import MarginModel
import PageRendering
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Every template compiles against its view and renders what the view says.
struct TemplateFitTests {
    static func library(_ words: Words = SampleWords.english) throws -> TemplateLibrary {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates").standardizedFileURL
        let files = try #require(FileManager.default.enumerator(atPath: root.path))
        let sources = try files.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".mustache") }.sorted()
            .map { path in
                TemplateSource(
                    name: path.replacing(".html.mustache", with: "").replacing(
                        ".mustache", with: ""),
                    file: "Templates/" + path,
                    bytes: Array(try Data(contentsOf: root.appending(path: path))))
            }
        return try TemplateLibrary(sources, words: words)
    }

    static func asset(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Templates/assets/\(name)").standardizedFileURL
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    static func render<Model: ViewModel>(_ name: String, _ model: Model) throws -> String {
        let template = try library().compile(name, for: Model.self)
        return String(decoding: template.render(model), as: UTF8.self)
    }

    static func rendered() throws -> [String: String] {
        let (site, ticker) = (Samples.site, Samples.ticker)
        let call = Samples.call
        let samples = [Samples.call, Samples.healthy, Samples.incomplete].map(SampleAccountRow.init)
        let report = Samples.report(call, plan: Samples.plan)
        let news = News(
            source: "Our desk", headlines: [Headline(title: "A headline", at: Samples.asOf)],
            teasers: [Teaser(title: "A story", at: Samples.asOf, excerpt: "It begins.")])
        let articles = [Samples.article(.article), Samples.article(.plan)]
        let sheet = try Samples.sheet()
        let list = ListPlace.all(at: "/list/", entries: 2, perPage: 1)[0]
        return [
            "home": try render(
                "pages/home",
                HomePage(
                    site: site, ticker: ticker, articles: articles, samples: samples,
                    headlines: news.headlines)),
            "article": try render("pages/article", Samples.articlePage(.article)),
            "plan": try render("pages/plan", Samples.articlePage(.plan)),
            "ticker": try render("pages/ticker", TickerPage.all(ticker, site: site)[0]),
            "news": try render("pages/news", NewsPage.all(of: news, site: site, ticker: ticker)[0]),
            "faq": try render(
                "pages/faq",
                FAQPage(
                    FAQPage.Place(list, topics: [(tag: "Margin call", count: 1)], site),
                    questions: [QuestionCard(number: 0, of: articles[0], .section)],
                    site: site, ticker: ticker)),
            "question": try render(
                "pages/question",
                QuestionPage(number: 0, of: articles[0], site: site, ticker: ticker)),
            "standing": try render(
                "pages/standing", StandingPage(articles[0], site: site, ticker: ticker)),
            "search": try render(
                "pages/search",
                SearchPage(
                    entries: [SearchEntry(title: "A & B", href: "/a/", kind: "Page")],
                    letters: [], script: "/static/search.js", scriptIntegrity: "sha256-AAAA",
                    site: site,
                    ticker: ticker)),
            "topics": try render(
                "pages/topics",
                TopicsPage(
                    list, title: "Topics", description: "All of them.",
                    topics: [
                        TopicRow(
                            title: "Margin call", href: "/topics/margin-call/",
                            description: "What to do.", number: 2)
                    ], site: site, ticker: ticker)),
            "topic": try render(
                "pages/topic",
                TopicPage(
                    TopicPage.Place(
                        tag: "Margin call", list, questionCount: 1, site),
                    entries: articles.map(ArticleCard.init), site: site, ticker: ticker)),
            "calculator": try render(
                "pages/calculator",
                CalculatorPage(
                    calculator: Samples.calculator, plan: articles[1], site: site, ticker: ticker)),
            "tools-margin": try render(
                "pages/tools-margin",
                SamplesPage.all(
                    samples.map { (row: $0, stress: nil) }, site: site, ticker: ticker)[0]),
            "sample-report": try render(
                "pages/sample-report",
                SampleReportPage(
                    site: site, ticker: ticker, sample: SampleAccountRow(call), report: report)),
            "asset": try render(
                "pages/asset",
                AssetPage(
                    asset: AssetName(slug: "bitcoin", ticker: "BTC", name: "Bitcoin"),
                    snapshot: Samples.snapshot, sheets: [sheet],
                    articles: articles, site: site, ticker: ticker)),
            "venue": try render(
                "pages/venue", VenuePage(sheet: sheet, site: site, ticker: ticker)),
            "venues": try render(
                "pages/venues", VenuesPage(sheets: [sheet], site: site, ticker: ticker)),
            "status": try render(
                "pages/status",
                StatusPage(
                    list, site: site, ticker: ticker, release: "20260201T163000Z-1f",
                    clock: Samples.asOf.advanced(bySeconds: 300),
                    inputs: [
                        InputAge(
                            name: "Ticker", source: "Sample prices", asOf: Samples.asOf,
                            clock: Samples.asOf.advanced(bySeconds: 300), allowedSeconds: 86_400)
                    ])),
            "not-found": try render("pages/not-found", NotFoundPage(site: site, ticker: nil)),
            "report": try render(
                "reports/report",
                ReportPage(
                    report: report, language: "en", publisher: "Marginalia Press",
                    style: Array("p { margin: 0 }".utf8), styleHash: "sha256-AAAA")),
        ]
    }

    @Test func rendersEveryPageAsWellFormedXML() throws {
        for (name, page) in try Self.rendered() {
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\" xmlns="), "\(name)")
            let parser = XMLParser(data: Data(page.utf8))
            #expect(parser.parse(), "\(name):\(parser.lineNumber)")
        }
    }

    @Test func keepsIdsUniqueOnEveryPage() throws {
        for (name, page) in try Self.rendered() {
            let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(name): \(ids)")
        }
    }

    @Test func refersOnlyToIdsThatThePageHas() throws {
        for (name, page) in try Self.rendered() {
            let ids = Set(page.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
            let named = page.matches(of: /aria-labelledby="([^"]+)"/)
                .flatMap { $0.1.split(separator: " ").map(String.init) }
            let linked = page.matches(of: /href="#([^"]+)"/).map { String($0.1) }
            #expect(Set(named + linked).isSubset(of: ids), "\(name)")
        }
    }

    @Test func asksForNothingFromAReport() throws {
        let report = try #require(try Self.rendered()["report"])
        #expect(report.firstMatch(of: /\s(href|src)=|url\(|@import/) == nil)
    }

    @Test func writesJSONLDThatParses() throws {
        let page = try #require(try Self.rendered()["article"])
        let blocks = page.matches(of: /<script type="application\/ld\+json">(.*?)<\/script>/)
        #expect(blocks.count == 2)
        for block in blocks {
            let object = try JSONSerialization.jsonObject(with: Data(block.1.utf8))
            #expect((object as? [String: Any])?["@context"] as? String == "https://schema.org")
        }
    }

    @Test func warnsOfAReviewOnlyWhenItIsOverdue() throws {
        for due in [DateView(Samples.asOf), nil] {
            let page = try Self.render(
                "pages/article",
                ArticlePage(
                    article: Samples.article(.article), site: Samples.site, ticker: nil,
                    reviewDue: due))
            #expect(page.matches(of: /class="banner"/).count == (due == nil ? 0 : 1))
        }
    }

    @Test func warnsOfOldPricesOnlyWhereThereAreSome() throws {
        for stale in [Samples.asOf, nil] {
            let site = SiteView(
                settings: SiteSettings(
                    title: "M", baseURL: "https://example.org", publisher: "P", contact: "C",
                    disclaimer: "D"),
                words: SampleWords.english,
                stylesheet: "/s.css", integrity: "sha256-AAAA", dataTime: Samples.asOf,
                stalePrices: stale)
            let page = try Self.render("pages/not-found", NotFoundPage(site: site, ticker: nil))
            #expect(page.contains("Prices are left out") == (stale != nil))
            #expect(page.contains("16:25 UTC</time>, older") == (stale != nil))
        }
    }

    @Test func keepsMarkdownAsItsAuthorWroteIt() throws {
        let twin = try Self.render(
            "pages/article.md", ArticleMarkdown(article: Samples.article(.plan), site: Samples.site)
        )
        #expect(twin.contains("\n## What is measured\n\nText with <b>and</b> *stars*.\n"))
        #expect(twin.contains("https://example.org/plans/meet-a-margin-call/"))
    }

    @Test func writesReportsAsMarkdownTables() throws {
        let text = try Self.render(
            "reports/report.md",
            ReportPage(
                report: Samples.report(
                    Samples.call, plan: Samples.plan, SampleWords.english.numbers(.markdown)),
                language: "en",
                publisher: "Marginalia Press", style: [], styleHash: ""))
        let table = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(table.count > 10)
        #expect(text.contains("-12,120.00 USDT"))
        #expect(!text.contains("\u{2212}"))
    }
}
