import Foundation
import MarginModel
import Testing

@testable import PageRendering

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What leads readers and search engines to a page: the index of search, paged lists, questions,
/// structured data.
struct FindingTests {
    private static let told = SiteView(
        settings: {
            var settings = SiteSettings(
                title: "Marginalia", baseURL: "https://example.org", publisher: "P", contact: "C",
                disclaimer: "D")
            settings.structuredData = StructuredData(faq: true, howTo: true)
            return settings
        }(), stylesheet: "/static/site.css", integrity: "sha256-AAAA", dataTime: Samples.asOf)

    @Test func findsEveryWordOfEveryEntryInItsShard() throws {
        let entries = [
            SearchEntry(title: "Margin calls", href: "/a/", kind: "Page", words: "Übung R&D"),
            SearchEntry(title: "The call", href: "/b/", kind: "Page", words: "margin"),
        ]
        let index = SearchIndex(words: entries.map(SearchIndex.words))
        let files = Dictionary(
            uniqueKeysWithValues: index.fileNames.map { ($0, Data(index.bytes(ofFile: $0))) })
        let names = try JSONDecoder().decode([String].self, from: try #require(files["index.json"]))
        #expect(names == ["ca", "ma", "other", "th"])
        func shard(_ name: String) throws -> [String: [Int]] {
            try JSONDecoder().decode([String: [Int]].self, from: try #require(files[name]))
        }
        #expect(try shard("ma.json") == ["margin": [0, 1]])
        #expect(try shard("ca.json") == ["calls": [0], "call": [1]])
        #expect(try shard("other.json") == ["übung": [0]])
        #expect(files.count == 5)
    }

    @Test(arguments: [(0, 1), (1, 1), (30, 1), (31, 2), (91, 4)])
    func splitsAListIntoPages(entries: Int, pages: Int) {
        #expect(TopicPage.pageCount(of: entries) == pages)
    }

    @Test func showsEachEntryOnOnePageAndLinksItsNeighbours() throws {
        let articles = (0..<65).map { number in
            var article = Samples.article(.article)
            article.slug = "a\(number)"
            return article
        }
        let pages = TopicPage.pages(of: articles).enumerated().map { number, part in
            TopicPage(
                TopicPage.Place(tag: "Fees", page: number + 1, entryCount: articles.count),
                entries: part.map(ArticleCard.init), site: Samples.site, ticker: nil)
        }
        #expect(pages.flatMap { $0.entries.map(\.href) } == articles.map(\.path))
        let middle = try TemplateFitTests.render("pages/topic", pages[1])
        #expect(middle.contains("<a href=\"/topics/fees/\" rel=\"prev\">"))
        #expect(middle.contains("<a href=\"/topics/fees/page-3/\" rel=\"next\">"))
        #expect(try !TemplateFitTests.render("pages/topic", pages[0]).contains("rel=\"prev\""))
        #expect(try !TemplateFitTests.render("pages/topic", pages[2]).contains("rel=\"next\""))
    }

    @Test func namesAQuestionByItsNumberWhereItsIdIsNotASCII() {
        var article = Samples.article(.article)
        #expect(
            QuestionPage.path(ofQuestion: 0, in: article) == "/faq/meet-a-margin-call/how-long/")
        article.faq[0].id = "wie-läuft-es"
        #expect(
            QuestionPage.path(ofQuestion: 0, in: article) == "/faq/meet-a-margin-call/question-1/")
    }

    @Test func tellsSearchEnginesWhatThePageSaysWhenAsked() throws {
        let plan = try TemplateFitTests.render(
            "pages/plan", ArticlePage(article: Samples.article(.plan), site: Self.told, ticker: nil)
        )
        let blocks = try structuredData(plan)
        #expect(blocks.keys.sorted() == ["Article", "BreadcrumbList", "FAQPage", "HowTo"])
        let questions = try #require(blocks["FAQPage"]?["mainEntity"] as? [[String: Any]])
        #expect(questions.map { $0["name"] as? String } == ["How long do I have?"])
        let steps = try #require(blocks["HowTo"]?["step"] as? [[String: Any]])
        #expect(steps.compactMap { $0["text"] as? String }.count == 3)
        #expect(
            steps[1]["url"] as? String == "https://example.org/plans/meet-a-margin-call/#fund-2")
    }

    @Test func keepsQuietUnlessAsked() throws {
        let plan = try TemplateFitTests.render("pages/plan", Samples.articlePage(.plan))
        #expect(try structuredData(plan).keys.sorted() == ["Article", "BreadcrumbList"])
    }

    private func structuredData(_ page: String) throws -> [String: [String: Any]] {
        var blocks: [String: [String: Any]] = [:]
        for block in page.matches(of: /<script type="application\/ld\+json">(.*?)<\/script>/) {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(block.1.utf8)) as? [String: Any])
            blocks[try #require(object["@type"] as? String)] = object
        }
        return blocks
    }

    @Test(arguments: [
        ("It begins and then is cut of...", "It begins and then is cut …"),
        ("It begins and ends.", "It begins and ends."), ("Oneword...", "Oneword..."), ("", ""),
    ])
    func cutsAnExcerptBeforeAWord(given: String, shown: String) {
        let story = StoryView(Teaser(title: "T", at: Samples.asOf, excerpt: given))
        #expect(story.excerpt == shown)
    }

    @Test func writesANewsSitemapThatParses() {
        let bytes = NewsSitemap(
            publication: "A & B", language: "en",
            articles: [
                NewsSitemap.Article(
                    location: "https://example.org/a/", published: Samples.asOf, title: "1 < 2")
            ]
        ).bytes()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(XMLParser(data: Data(bytes)).parse())
        #expect(text.contains("<news:name>A &amp; B</news:name>"))
        #expect(text.contains("<news:title>1 &lt; 2</news:title>"))
        #expect(
            text.contains("<news:publication_date>2026-02-01T16:25:00Z</news:publication_date>"))
    }
}
