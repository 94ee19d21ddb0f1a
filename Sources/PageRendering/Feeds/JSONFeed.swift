import MarginModel

/// A news feed after JSON Feed 1.1.
package struct JSONFeed: Hashable, Sendable {
    package var title: String
    package var description: String
    package var language: String
    package var author: String
    package var homePage: String
    package var feedAddress: String
    package var entries: [AtomFeed.Entry]

    package init(
        title: String, description: String, language: String, author: String, homePage: String,
        feedAddress: String, entries: [AtomFeed.Entry]
    ) {
        self.title = title
        self.description = description
        self.language = language
        self.author = author
        self.homePage = homePage
        self.feedAddress = feedAddress
        self.entries = entries
    }

    package func bytes() -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", "https://jsonfeed.org/version/1.1")
            json.member("title", title)
            json.member("description", description)
            json.member("language", language)
            json.member("home_page_url", homePage)
            json.member("feed_url", feedAddress)
            json.key("authors")
            json.array { json in json.object { json in json.member("name", author) } }
            json.list("items", entries) { json, entry in
                json.member("id", entry.id)
                json.member("url", entry.link)
                json.member("title", entry.title)
                if let html = entry.html {
                    json.member("content_html", html)
                    json.member("summary", entry.summary ?? entry.title)
                } else {
                    json.member("content_text", entry.summary ?? entry.title)
                }
                json.member("date_published", "\(entry.published ?? entry.updated)")
                json.member("date_modified", "\(entry.updated)")
            }
        }
        return json.bytes
    }
}
