package import MarginModel

/// The pages of a site for search engines, after the sitemaps.org protocol 0.9.
package struct Sitemap: Hashable, Sendable {
    package struct Page: Hashable, Sendable {
        /// The page's full address.
        package var location: String
        package var lastModified: Instant?

        package init(location: String, lastModified: Instant? = nil) {
            self.location = location
            self.lastModified = lastModified
        }
    }

    /// At most 50,000, the protocol's limit for one file.
    package var pages: [Page]

    private static let pageLimit = 50_000

    package init(pages: [Page]) { self.pages = pages }

    /// As many maps as the pages need, by file name: `sitemap.xml`, `sitemap-2.xml`, …
    package static func files(for pages: [Page]) -> [(name: String, map: Sitemap)] {
        stride(from: 0, to: max(1, pages.count), by: pageLimit).enumerated().map { number, start in
            (
                name: number == 0 ? "sitemap.xml" : "sitemap-\(number + 1).xml",
                map: Sitemap(pages: Array(pages.dropFirst(start).prefix(pageLimit)))
            )
        }
    }

    package func bytes() -> [UInt8] {
        var writer = MarkupWriter()
        writer.element("urlset", [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]) {
            set in
            for page in pages {
                set.element("url") { url in
                    url.element("loc", text: page.location)
                    if let lastModified = page.lastModified {
                        url.element("lastmod", text: "\(lastModified)")
                    }
                }
            }
        }
        return writer.bytes
    }
}
