import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SiteIndexTests {
    static func article(
        _ slug: String, date: Instant = noon, tags: [String] = [], related: [String] = [],
        change: (inout Article) -> Void = { _ in }
    ) -> Article {
        var article = Article(
            slug: slug, kind: .article, title: slug, summary: "", date: date, tags: tags,
            rights: .own, related: related,
            location: SourceLocation(file: "articles/\(slug).md", line: 2))
        change(&article)
        return article
    }

    private func index(_ articles: [Article], news: [News] = []) -> SiteIndex {
        SiteIndex(articles, news: news, clock: noon)
    }

    @Test func putsTheNewestFirstAndThoseOfOneInstantByTheirNames() {
        let index = index([
            Self.article("b"), Self.article("old", date: noon.advanced(bySeconds: -60)),
            Self.article("a"),
        ])
        #expect(index.articles.map(\.slug) == ["a", "b", "old"])
        #expect(index.notices.isEmpty)
    }

    @Test(
        arguments: zip(
            [.draft, .rights, .rights, .afterClock, .expired] as [LeftOutReason],
            [
                { $0.isDraft = true },
                { $0.rights = .unknown },
                { $0.rights = .quoteOnly },
                { $0.date = noon.advanced(bySeconds: 1) },
                { $0.expires = noon },
            ] as [@Sendable (inout Article) -> Void]))
    func leavesOutAndSaysWhere(
        reason: LeftOutReason, change: @Sendable (inout Article) -> Void
    ) throws {
        let left = Self.article("x", tags: ["t"], change: change)
        let index = index([left, Self.article("y")])
        #expect(index.articles.map(\.slug) == ["y"])
        #expect(index.topics.isEmpty)
        #expect(index.leftOutCounts == [reason: 1])
        let notice = try #require(index.notices.first)
        #expect(notice.id == "article-left-out")
        #expect(notice.severity == .notice)
        #expect(notice.location == SourceLocation(file: "articles/x.md", line: 2))
        let preview = SiteIndex([left], news: [], clock: noon, includesUnpublished: true)
        #expect(preview.articles.map(\.slug) == ["x"])
    }

    @Test func keepsWhatExpiresLater() {
        let article = Self.article("x") { $0.expires = noon.advanced(bySeconds: 1) }
        #expect(index([article]).articles.count == 1)
    }

    @Test func spellsATagInOneForm() {
        let index = index([
            Self.article("a", tags: ["\u{E9}mile"]), Self.article("b", tags: ["e\u{301}mile"]),
        ])
        #expect(index.topics.map(\.positions) == [[0, 1]])
        let spellings = index.articles.flatMap(\.tags).map { Array($0.unicodeScalars) }
        #expect(Set(spellings).count == 1)
        #expect(index.topics.first.map { Array($0.tag.unicodeScalars) } == spellings.first)
    }

    @Test func relatesThoseThatAreNamedThenThoseThatShareMostTags() {
        let article = Self.article(
            "x", tags: ["a", "b"], related: ["named", "x", "named", "absent"])
        let index = index([
            Self.article("one", tags: ["a"]), Self.article("two", tags: ["b", "a"]),
            Self.article("named", tags: ["a"]), article, Self.article("none", tags: ["c"]),
        ])
        #expect(related(to: article, in: index) == ["named", "two", "one"])
    }

    @Test func relatesSixAtMost() {
        let all = (1...9).map { Self.article("n\($0)", tags: ["a"]) }
        let slugs = related(to: all[8], in: index(all))
        #expect(slugs == (1...6).map { "n\($0)" })
        #expect(related(to: all[8], in: index(all.reversed())) == slugs)
    }

    private func related(to article: Article, in index: SiteIndex) -> [String] {
        index.related.positions(relatedTo: article).map { index.articles[$0].slug }
    }

    @Test func ordersTopicsByTheAlphabetAndCountsAnArticleOnce() {
        let index = index([
            Self.article("p", tags: ["z", "m", "z"]), Self.article("q", tags: ["z"]),
        ])
        #expect(index.topics.map(\.tag) == ["m", "z"])
        let slugs = index.topics.map { $0.positions.map { index.articles[$0].slug } }
        #expect(slugs == [["p"], ["p", "q"]])
    }

    @Test func leavesOutNewsWithoutRightsAndSaysSo() {
        let index = index(
            [],
            news: [
                News(source: "ours", headlines: [Headline(title: "kept", at: noon)]),
                News(
                    source: "theirs", rights: .unknown,
                    headlines: [Headline(title: "dropped", at: noon)]),
            ])
        #expect(index.news.headlines.map(\.title) == ["kept"])
        #expect(index.news.source == "ours")
        #expect(index.notices.map(\.id) == ["news-left-out"])
    }
}
