import MarginModel
import PageRendering

/// The feeds, the sitemap, robots.txt and the rules for hosts of a site.
struct SiteFeeds: Sendable {
    let site: SiteView
    let index: SiteIndex
    let samples: SampleAccounts
    /// Where the pages of assets and venues stand.
    let referencePaths: [String]
    let clock: Instant

    private func address(_ path: String) -> String { site.baseURL + path }

    private func changed(_ article: Article) -> Instant { article.updated ?? article.date }

    /// When the newest article changed: a feed without news does not change either.
    private var newest: Instant { index.articles.map(changed).max() ?? clock }

    /// What readers have seen weeks ago is of no use in a feed; the sitemap lists everything.
    private static let feedLimit = 50

    /// The articles that changed last.
    private var entries: [AtomFeed.Entry] {
        let latest = index.articles.sorted { changed($0) > changed($1) }.prefix(Self.feedLimit)
        return latest.map { article in
            AtomFeed.Entry(
                title: article.title, id: address(article.path), updated: changed(article),
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

    /// The maps of the site, by file name.
    var sitemaps: [(name: String, map: Sitemap)] { Sitemap.files(for: findablePages) }

    /// Pages that are worth finding, with the time that their main content changed where it is
    /// known.
    private var findablePages: [Sitemap.Page] {
        var pages = [
            "/", "/ticker/", "/news/", "/faq/", "/topics/", "/tools/margin/", "/search/",
            "/status/",
        ].map { Sitemap.Page(location: address($0), lastModified: nil) }
        pages += index.articles.map {
            Sitemap.Page(location: address($0.path), lastModified: changed($0))
        }
        pages += index.articles.flatMap { article in
            article.faq.indices.map {
                Sitemap.Page(
                    location: address(QuestionPage.path(ofQuestion: $0, in: article)),
                    lastModified: changed(article))
            }
        }
        pages += index.pages.map {
            Sitemap.Page(location: address(StandingPage.path(of: $0)), lastModified: changed($0))
        }
        pages += index.topics.map {
            Sitemap.Page(
                location: address(TopicPage.path(ofTopic: $0.tag)),
                lastModified: $0.positions.map { changed(index.articles[$0]) }.max())
        }
        pages += index.topics.flatMap { topic in
            (1...TopicPage.pageCount(of: topic.positions.count)).dropFirst().map {
                Sitemap.Page(
                    location: address(TopicPage.path(ofTopic: topic.tag, page: $0)),
                    lastModified: nil)
            }
        }
        pages += samples.all.map {
            Sitemap.Page(location: address($0.path), lastModified: nil)
        }
        pages += referencePaths.map { Sitemap.Page(location: address($0), lastModified: nil) }
        return pages
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
        let maps =
            sitemaps.map { "/" + $0.name } + (newsSitemap == nil ? [] : ["/news-sitemap.xml"])
        return RobotsText(disallowedPaths: [], sitemaps: maps.map(address)).bytes()
    }

    /// Where articles stood before, in the form that static hosts read: from, to, 301. `nil` when
    /// no article has moved.
    var redirects: [UInt8]? {
        moves.isEmpty ? nil : moves.flatMap { Array("\($0.from) \($0.to) 301\n".utf8) }
    }

    private var moves: [(from: String, to: String)] {
        index.placed.flatMap { text, path in
            Set(text.aliases.map { Article.path(ofAlias: $0, beside: path) }).map {
                (from: $0, to: path)
            }
        }.sorted { $0.from < $1.from }
    }

    /// Response headers in the form that static hosts read. Pages load nothing from elsewhere,
    /// and the search page alone runs a script; assets carry their hash in their names and never change.
    var headers: [UInt8] {
        let lines = [
            "/*", "  Content-Security-Policy: \(contentSecurityPolicy)",
            "  X-Content-Type-Options: nosniff",
            "  Referrer-Policy: strict-origin-when-cross-origin", "  Cache-Control: no-cache", "",
            "/static/*", "  Cache-Control: public, max-age=31536000, immutable", "",
            "/feed.atom", "  Content-Type: application/atom+xml; charset=utf-8", "",
            "/feed.rss", "  Content-Type: application/rss+xml; charset=utf-8", "",
            "/feed.json", "  Content-Type: application/feed+json; charset=utf-8", "",
            "/*.md", "  Content-Type: text/markdown; charset=utf-8", "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The same rules for the Caddy web server, to be imported inside its site block.
    var caddy: [UInt8] {
        var lines = [
            "# import this file inside your site block; root points at the folder current/site",
            "header {", "\tContent-Security-Policy \"\(contentSecurityPolicy)\"",
            "\tX-Content-Type-Options nosniff",
            "\tReferrer-Policy strict-origin-when-cross-origin", "}",
            "header /static/* Cache-Control \"public, max-age=31536000, immutable\"",
            "header /feed.atom Content-Type \"application/atom+xml; charset=utf-8\"",
            "header /feed.rss Content-Type \"application/rss+xml; charset=utf-8\"",
            "header /feed.json Content-Type \"application/feed+json; charset=utf-8\"",
            "@markdown path *.md",
            "header @markdown Content-Type \"text/markdown; charset=utf-8\"",
        ]
        lines += moves.map { "redir \($0.from) \($0.to) permanent" }
        lines += [
            "handle_errors {", "\trewrite * /404.html", "\tfile_server", "}", "file_server", "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// JSON-LD is data, not script, and browsers do not run it.
    private var contentSecurityPolicy: String {
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }
}
