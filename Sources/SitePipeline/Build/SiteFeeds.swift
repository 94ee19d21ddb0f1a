import MarginModel
import PageRendering

/// The feeds, the sitemap and robots.txt of a site.
struct SiteFeeds: Sendable {
    let site: SiteView
    let settings: FeedSettings
    let index: SiteIndex
    /// All pages, in the order of the sitemap.
    let pages: [PageJob]
    let clock: Instant

    private func address(_ path: String) -> String { site.baseURL + path }

    /// When the newest article changed: a feed without news does not change either.
    private var newest: Instant { index.articles.map(\.changed).max() ?? clock }

    /// What readers have seen weeks ago is of no use in a feed; the sitemap lists everything.
    private static let feedLimit = 50

    /// The articles that changed last.
    private func entries(of articles: [Article]) -> [AtomFeed.Entry] {
        let latest = articles.sorted { $0.changed > $1.changed }.prefix(Self.feedLimit)
        return latest.map { article in
            let page = address(article.path)
            let html =
                settings.content == .full
                ? BasePath.absolute(
                    ArticleText.html(of: article, site.words), site: site.baseURL, page: page)
                : nil
            return AtomFeed.Entry(
                title: article.title, id: page, updated: article.changed,
                published: article.date, link: page, summary: article.summary,
                html: html.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private var entries: [AtomFeed.Entry] { entries(of: index.articles) }

    var atom: [UInt8] {
        AtomFeed(
            title: site.title, subtitle: site.tagline, id: address("/"), updated: newest,
            author: site.publisher, selfLink: address(settings.atom), alternateLink: address("/"),
            entries: entries
        ).bytes()
    }

    /// Of one topic, where topics have feeds.
    func atom(ofTopic tag: String, _ positions: [Int]) -> [UInt8] {
        let articles = positions.map { index.articles[$0] }
        let page = address(TopicPage.path(ofTopic: tag))
        return AtomFeed(
            title: "\(site.topicName(tag)) · \(site.title)", subtitle: nil, id: page,
            updated: articles.map(\.changed).max() ?? clock, author: site.publisher,
            selfLink: address(TopicPage.feedPath(ofTopic: tag)), alternateLink: page,
            entries: entries(of: articles)
        ).bytes()
    }

    var rss: [UInt8] {
        RSSFeed(
            title: site.title, description: site.tagline, language: site.language,
            link: address("/"), selfLink: address(settings.rss), lastBuildDate: newest,
            entries: entries
        ).bytes()
    }

    var json: [UInt8] {
        JSONFeed(
            title: site.title, description: site.tagline, language: site.language,
            author: site.publisher, homePage: address("/"), feedAddress: address(settings.json),
            entries: entries
        ).bytes()
    }

    /// The files of the sitemap: of every page, with the time that its main content changed where that
    /// is known.
    var sitemaps: [(name: String, bytes: @Sendable () -> [UInt8])] {
        Sitemap.files(
            for: pages.filter { !$0.isUnlisted }.compactMap { job in
                job.address.map {
                    Sitemap.Page(location: address($0), lastModified: job.lastModified)
                }
            }, baseURL: site.baseURL)
    }

    /// Articles of the last two days, the newest thousand of them, as news search asks. `nil` when
    /// there are none.
    var newsSitemap: [UInt8]? {
        let recent = index.articles.filter {
            !$0.isUnlisted && clock.seconds(since: $0.date) <= 2 * 86_400
        }
        guard !recent.isEmpty else { return nil }
        return NewsSitemap(
            publication: site.title, language: site.language,
            articles: recent.prefix(1_000).map {
                NewsSitemap.Article(
                    location: address($0.path), published: $0.date, title: $0.title)
            }
        ).bytes()
    }

    var robots: [UInt8] {
        let maps = ["/sitemap.xml"] + (newsSitemap == nil ? [] : ["/news-sitemap.xml"])
        return RobotsText(disallowedPaths: [], sitemaps: maps.map(address)).bytes()
    }
}
