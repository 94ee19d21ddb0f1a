package import MarginModel

/// A news feed after RSS 2.0, with the feed's own address after the Atom extension.
package struct RSSFeed: Hashable, Sendable {
    package var title: String
    package var description: String
    package var language: String
    /// The address of the site, and of this feed.
    package var link: String
    package var selfLink: String
    package var lastBuildDate: Instant
    package var entries: [AtomFeed.Entry]

    package init(
        title: String, description: String, language: String, link: String, selfLink: String,
        lastBuildDate: Instant, entries: [AtomFeed.Entry]
    ) {
        self.title = title
        self.description = description
        self.language = language
        self.link = link
        self.selfLink = selfLink
        self.lastBuildDate = lastBuildDate
        self.entries = entries
    }

    package func bytes() -> [UInt8] {
        var writer = MarkupWriter()
        writer.element(
            "rss", [("version", "2.0"), ("xmlns:atom", "http://www.w3.org/2005/Atom")]
        ) { rss in
            rss.element("channel") { channel in
                channel.element("title", text: title)
                channel.element("link", text: link)
                channel.element("description", text: description.isEmpty ? title : description)
                channel.element("language", text: language)
                channel.element("lastBuildDate", text: HTTPDate.text(lastBuildDate))
                channel.emptyElement(
                    "atom:link",
                    [("rel", "self"), ("type", "application/rss+xml"), ("href", selfLink)])
                for entry in entries {
                    channel.element("item") { item in
                        item.element("title", text: entry.title)
                        item.element("link", text: entry.link)
                        item.element("guid", [("isPermaLink", "false")], text: entry.id)
                        item.element(
                            "pubDate", text: HTTPDate.text(entry.published ?? entry.updated))
                        if let summary = entry.html ?? entry.summary {
                            item.element("description", text: summary)
                        }
                    }
                }
            }
        }
        return writer.bytes
    }
}
