import MarginModel
import PageRendering

/// The feeds, the sitemap and robots.txt of a site.
struct SiteFeeds: Sendable {
    let site: SiteView
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
    private var entries: [AtomFeed.Entry] {
        let latest = index.articles.sorted { $0.changed > $1.changed }.prefix(Self.feedLimit)
        return latest.map { article in
            AtomFeed.Entry(
                title: article.title, id: address(article.path), updated: article.changed,
                published: article.date, link: address(article.path), summary: article.summary)
        }
    }

    var atom: [UInt8] {
        AtomFeed(
            title: site.title, subtitle: site.tagline, id: address("/"), updated: newest,
            author: site.publisher, selfLink: address("/feed.atom"), alternateLink: address("/"),
            entries: entries
        ).bytes()
    }

    var rss: [UInt8] {
        RSSFeed(
            title: site.title, description: site.tagline, language: site.language,
            link: address("/"), selfLink: address("/feed.rss"), lastBuildDate: newest,
            entries: entries
        ).bytes()
    }

    var json: [UInt8] {
        JSONFeed(
            title: site.title, description: site.tagline, language: site.language,
            author: site.publisher, homePage: address("/"), feedAddress: address("/feed.json"),
            entries: entries
        ).bytes()
    }

    /// The files of the sitemap: of every page, with the time that its main content changed where that
    /// is known.
    var sitemaps: [(name: String, bytes: @Sendable () -> [UInt8])] {
        Sitemap.files(
            for: pages.compactMap { job in
                job.address.map {
                    Sitemap.Page(location: address($0), lastModified: job.lastModified)
                }
            }, baseURL: site.baseURL)
    }

    /// Articles of the last two days, the newest thousand of them, as news search asks. `nil` when
    /// there are none.
    var newsSitemap: [UInt8]? {
        let recent = index.articles.filter { clock.seconds(since: $0.date) <= 2 * 86_400 }
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
