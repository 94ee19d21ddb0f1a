import MarginModel
import PageRendering

/// The feed, the sitemap and robots.txt of a site.
struct SiteFeeds: Sendable {
    let site: SiteView
    let index: SiteIndex
    let samples: SampleAccounts
    let clock: Instant

    private func address(_ path: String) -> String { site.baseURL + path }

    private func changed(_ article: Article) -> Instant { article.updated ?? article.date }

    /// When the newest article changed: a feed without news does not change either.
    private var newest: Instant { index.articles.map(changed).max() ?? clock }

    var atom: [UInt8] {
        AtomFeed(
            title: site.title, subtitle: site.tagline, id: address("/"), updated: newest,
            author: site.publisher, selfLink: address("/feed.atom"), alternateLink: address("/"),
            entries: index.articles.map { article in
                AtomFeed.Entry(
                    title: article.title, id: address(article.path), updated: changed(article),
                    published: article.date, link: address(article.path),
                    summary: article.summary)
            }
        ).bytes()
    }

    /// Pages that are worth finding, with the time that their main content changed where it is
    /// known.
    var sitemap: [UInt8] {
        var pages = ["/", "/ticker/", "/news/", "/faq/", "/topics/", "/tools/margin/", "/status/"]
            .map { Sitemap.Page(location: address($0), lastModified: nil) }
        pages += index.articles.map {
            Sitemap.Page(location: address($0.path), lastModified: changed($0))
        }
        pages += index.topics.map {
            Sitemap.Page(
                location: address(TopicPage.path(ofTopic: $0.tag)),
                lastModified: $0.articles.map(changed).max())
        }
        pages += samples.all.map {
            Sitemap.Page(location: address($0.path), lastModified: nil)
        }
        return Sitemap(pages: pages).bytes()
    }

    var robots: [UInt8] {
        RobotsText(disallowedPaths: [], sitemaps: [address("/sitemap.xml")]).bytes()
    }

    /// Where articles stood before, in the form that static hosts read: from, to, 301. `nil` when
    /// no article has moved.
    var redirects: [UInt8]? {
        let lines = index.articles.flatMap { article in
            article.aliases.map {
                "/\(article.path.split(separator: "/")[0])/\($0)/ \(article.path) 301\n"
            }
        }
        return lines.isEmpty ? nil : lines.sorted().flatMap { Array($0.utf8) }
    }
}
