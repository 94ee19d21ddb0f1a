package import MarginModel

/// Recent articles for news search, after Google's sitemap-news 0.9: at most 1,000, of two days.
package struct NewsSitemap: Hashable, Sendable {
    package struct Article: Hashable, Sendable {
        /// The page's full address.
        package var location: String
        package var published: Instant
        package var title: String

        package init(location: String, published: Instant, title: String) {
            self.location = location
            self.published = published
            self.title = title
        }
    }

    /// The publication's name, as it stands on its pages.
    package var publication: String
    /// A BCP 47 tag.
    package var language: String
    package var articles: [Article]

    package init(publication: String, language: String, articles: [Article]) {
        self.publication = publication
        self.language = language
        self.articles = articles
    }

    package func bytes() -> [UInt8] {
        var writer = MarkupWriter()
        writer.element(
            "urlset",
            [
                ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
                ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
            ]
        ) { set in
            for article in articles {
                set.element("url") { url in
                    url.element("loc", text: article.location)
                    url.element("news:news") { write(article, to: &$0) }
                }
            }
        }
        return writer.bytes
    }

    private func write(_ article: Article, to news: inout MarkupWriter) {
        news.element("news:publication") {
            $0.element("news:name", text: publication)
            $0.element("news:language", text: language)
        }
        news.element("news:publication_date", text: "\(article.published)")
        news.element("news:title", text: article.title)
    }
}
