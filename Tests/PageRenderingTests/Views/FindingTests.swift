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
    private static let settings: SiteSettings = {
        var settings = SiteSettings(
            title: "Marginalia", baseURL: "https://example.org", publisher: "P", contact: "C",
            disclaimer: "D")
        settings.structuredData = StructuredData(faq: true, howTo: true)
        return settings
    }()

    private static let told = SiteView(
        settings: settings, words: SampleWords.english, stylesheet: "/static/site.css",
        integrity: "sha256-AAAA",
        dataTime: Samples.asOf)

    private func files(of index: SearchIndex) -> [String: Data] {
        Dictionary(uniqueKeysWithValues: index.files.map { ($0.name, Data($0.bytes())) })
    }

    private struct Names: Decodable {
        let titlesPerFile: Int
        let shards: [String: Int]
    }

    @Test func findsEveryWordOfEveryEntryInItsShard() throws {
        let entries = [
            SearchEntry(title: "Margin calls", href: "/a/", kind: "Page"),
            SearchEntry(title: "The call", href: "/b/", kind: "Page"),
        ]
        let files = files(
            of: SearchIndex(
                entries,
                words: [["Margin calls", "Übung R&D"], ["The call", "margin"]].map(
                    SearchIndex.words)))
        let names = try JSONDecoder().decode(Names.self, from: try #require(files["index.json"]))
        #expect(names.shards == ["ca": 1, "ma": 1, "other": 1, "th": 1])
        func shard(_ name: String) throws -> [String: [Int]] {
            try JSONDecoder().decode([String: [Int]].self, from: try #require(files[name]))
        }
        #expect(try shard("ma.json") == ["margin": [0, 1]])
        #expect(try shard("ca.json") == ["calls": [0], "call": [1]])
        #expect(try shard("other.json") == ["übung": [0]])
        let titles = try JSONDecoder().decode(
            [[String]].self, from: try #require(files["titles-1.json"]))
        #expect(titles == [["Margin calls", "/a/", "Page"], ["The call", "/b/", "Page"]])
        #expect(files.count == 6)
    }

    @Test func cutsTitlesAndShardsThatAreTooLongForAFile() throws {
        let count = 50_001
        let entries = [SearchEntry](
            repeating: SearchEntry(title: "Margin", href: "/a/", kind: "Page"), count: count)
        let files = files(
            of: SearchIndex(
                entries, words: [[String]](repeating: ["margin", "map"], count: count)))
        let names = try JSONDecoder().decode(Names.self, from: try #require(files["index.json"]))
        #expect(names.shards == ["ma": 3])
        let parts = try ["ma.json", "ma-2.json", "ma-3.json"].map { name in
            try JSONDecoder().decode([String: [Int]].self, from: try #require(files[name]))
        }
        for word in ["map", "margin"] {
            #expect(parts.flatMap { $0[word] ?? [] } == Array(0..<count), "\(word)")
        }
        #expect(files.values.allSatisfy { $0.count < 512 << 10 })
        #expect(files["titles-101.json"] != nil)
        #expect(files.count == 1 + 101 + 3)
    }

    @Test(arguments: [
        ("apples", "a"), ("“Ärger”", "other"), ("(Zoo)", "z"), ("3 ways", "0-9"), ("", "other"),
    ])
    func listsATitleUnderItsFirstLetter(title: String, letter: String) {
        #expect(SearchEntry(title: title, href: "/", kind: "Page").letter == letter)
    }

    @Test(arguments: [(0, 1), (1, 1), (30, 1), (31, 2), (91, 4)])
    func splitsAListIntoPages(entries: Int, pages: Int) {
        let list = ListPlace.all(at: "/x/", entries: entries, perPage: 30)
        #expect(list.map(\.number) == Array(1...pages))
        #expect(list.allSatisfy { $0.pageCount == pages })
        #expect(list.flatMap { $0.part(of: Array(0..<entries)) } == Array(0..<entries))
    }

    @Test func showsEachEntryOnOnePageAndLinksItsNeighbours() throws {
        let articles = (0..<65).map { number in
            var article = Samples.article(.article)
            article.slug = "a\(number)"
            return article
        }
        let pages = ListPlace.all(at: "/topics/fees/", entries: articles.count, perPage: 30).map {
            list in
            TopicPage(
                TopicPage.Place(tag: "Fees", list, questionCount: 2, Samples.site),
                entries: list.part(of: articles).map(ArticleCard.init), site: Samples.site,
                ticker: nil)
        }
        #expect(pages.flatMap { $0.entries.map(\.href) } == articles.map(\.path))
        let middle = try TemplateFitTests.render("pages/topic", pages[1])
        #expect(middle.contains("<a href=\"/topics/fees/\" rel=\"prev\">"))
        #expect(middle.contains("<a href=\"/topics/fees/page-3/\" rel=\"next\">"))
        #expect(middle.contains("<a href=\"/topics/fees/questions/\">"))
        #expect(try !TemplateFitTests.render("pages/topic", pages[0]).contains("rel=\"prev\""))
        #expect(try !TemplateFitTests.render("pages/topic", pages[2]).contains("rel=\"next\""))
    }

    @Test func putsSampleAccountsOnPages() throws {
        let row = SampleAccountRow(Samples.call)
        let pages = SamplesPage.all(
            Array(repeating: (row: row, stress: nil), count: SamplesPage.samplesPerPage + 1),
            site: Samples.site, ticker: nil)
        #expect(pages.map(\.path) == ["/tools/margin/", "/tools/margin/page-2/"])
        #expect(pages.map(\.samples.count) == [SamplesPage.samplesPerPage, 1])
        let first = try TemplateFitTests.render("pages/tools-margin", pages[0])
        #expect(first.contains("<a href=\"/tools/margin/page-2/\" rel=\"next\">"))
    }

    @Test(arguments: [(1_000, 0), (1_001, 1)])
    func showsTheFirstRowsOfWhatAFileHasInFull(rows: Int, left: Int) {
        func page(all: String) -> String {
            let table = RecordPage.Table(
                "Files", columns: ["File"], rows: (0..<rows).map { ["f\($0)"] }, empty: "None.",
                all: all)
            return String(
                decoding: RecordPage(title: "T", lead: "L", tables: [table]).bytes, as: UTF8.self)
        }
        #expect(page(all: "a.json").matches(of: /<td>/).count == rows - left)
        #expect(page(all: "a.json").contains("And 1 more: a.json has all.") == (left == 1))
        #expect(page(all: "").matches(of: /<td>/).count == rows)
    }

    /// Search engines are told of a question once: where it has its page, else in its article.
    @Test(arguments: QuestionPlacement.allCases)
    func tellsOfAQuestionOnce(placement: QuestionPlacement) throws {
        var settings = Self.settings
        settings.questions = placement
        let site = SiteView(
            settings: settings, words: SampleWords.english, stylesheet: "/s.css",
            integrity: "sha256-AAAA", dataTime: nil)
        let article = Samples.article(.article)
        let page = try structuredData(
            TemplateFitTests.render(
                "pages/article", ArticlePage(article: article, site: site, ticker: nil)))
        #expect((page["FAQPage"] != nil) == (placement == .section))
        let href = QuestionView.address(ofQuestion: 0, in: article, placement)
        #expect(
            href
                == (placement == .page
                    ? "/faq/meet-a-margin-call/how-long/"
                    : "/articles/meet-a-margin-call/#how-long"))
        let list = try TemplateFitTests.render(
            "pages/faq",
            FAQPage(
                FAQPage.Place(
                    ListPlace.all(at: "/faq/", entries: 1, perPage: 50)[0], topics: [], site),
                questions: [QuestionCard(number: 0, of: article, placement)],
                site: site, ticker: nil))
        #expect(list.contains("<a href=\"\(href)\">"))
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
