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

    /// Fewer than the protocol allows, which keeps a file within the budget of data files.
    private static let pageLimit = 25_000

    package init(pages: [Page]) { self.pages = pages }

    /// The files that the pages need: `sitemap.xml`, or that as an index of `sitemap-1.xml`, …
    ///
    /// - Parameter baseURL: What the names of files stand after.
    package static func files(
        for pages: [Page], baseURL: String
    ) -> [(name: String, bytes: @Sendable () -> [UInt8])] {
        guard pages.count > pageLimit else {
            return [("sitemap.xml", { Sitemap(pages: pages).bytes() })]
        }
        var parts: [(name: String, bytes: @Sendable () -> [UInt8])] = []
        for start in stride(from: 0, to: pages.count, by: pageLimit) {
            let part = Sitemap(pages: Array(pages[start...].prefix(pageLimit)))
            parts.append(("sitemap-\(parts.count + 1).xml", { part.bytes() }))
        }
        let names = parts.map(\.name)
        let index = { @Sendable () -> [UInt8] in
            bytes("sitemapindex") { list in
                for name in names {
                    list.element("sitemap") { $0.element("loc", text: "\(baseURL)/\(name)") }
                }
            }
        }
        return [("sitemap.xml", index)] + parts
    }

    package func bytes() -> [UInt8] {
        Self.bytes("urlset") { set in
            for page in pages {
                set.element("url") { url in
                    url.element("loc", text: page.location)
                    if let lastModified = page.lastModified {
                        url.element("lastmod", text: "\(lastModified)")
                    }
                }
            }
        }
    }

    private static func bytes(
        _ root: StaticString, _ body: (inout MarkupWriter) -> Void
    ) -> [UInt8] {
        var writer = MarkupWriter()
        writer.element(root, [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")], body)
        return writer.bytes
    }
}
