package import MarginModel

/// A news feed after RFC 4287, its elements always in the same order.
package struct AtomFeed: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var title: String
        /// A permanent IRI that no other entry has.
        package var id: String
        package var updated: Instant
        package var published: Instant?
        /// The address of the entry's page.
        package var link: String
        package var summary: String?
        /// The whole text as markup with addresses in full.
        package var html: String?

        package init(
            title: String, id: String, updated: Instant, published: Instant? = nil, link: String,
            summary: String? = nil, html: String? = nil
        ) {
            self.html = html
            self.title = title
            self.id = id
            self.updated = updated
            self.published = published
            self.link = link
            self.summary = summary
        }
    }

    package var title: String
    package var subtitle: String?
    package var id: String
    /// The latest change; of the entries where there are any, so that it never needs a clock.
    package var updated: Instant
    package var author: String
    /// The feed's own address, and that of the page it belongs to.
    package var selfLink: String
    package var alternateLink: String
    package var entries: [Entry]

    package init(
        title: String, subtitle: String? = nil, id: String, updated: Instant, author: String,
        selfLink: String, alternateLink: String, entries: [Entry]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.id = id
        self.updated = updated
        self.author = author
        self.selfLink = selfLink
        self.alternateLink = alternateLink
        self.entries = entries
    }

    package func bytes() -> [UInt8] {
        var writer = MarkupWriter()
        writer.element("feed", [("xmlns", "http://www.w3.org/2005/Atom")]) { feed in
            feed.element("id", text: id)
            feed.element("title", text: title)
            if let subtitle { feed.element("subtitle", text: subtitle) }
            feed.element("updated", text: "\(updated)")
            feed.element("author") { $0.element("name", text: author) }
            feed.emptyElement(
                "link", [("rel", "self"), ("type", "application/atom+xml"), ("href", selfLink)])
            feed.emptyElement(
                "link", [("rel", "alternate"), ("type", "text/html"), ("href", alternateLink)])
            for entry in entries { feed.element("entry") { entry.write(to: &$0) } }
        }
        return writer.bytes
    }
}

extension AtomFeed.Entry {
    fileprivate func write(to entry: inout MarkupWriter) {
        entry.element("id", text: id)
        entry.element("title", text: title)
        if let published { entry.element("published", text: "\(published)") }
        entry.element("updated", text: "\(updated)")
        entry.emptyElement(
            "link", [("rel", "alternate"), ("type", "text/html"), ("href", link)])
        if let summary { entry.element("summary", text: summary) }
        if let html { entry.element("content", [("type", "html")], text: html) }
    }
}
