package import MarginModel

/// Headlines and teasers in the format `marginalia/news/1`, as `import` writes them.
package struct NewsJSON {
    let news: News

    package init(_ news: News) { self.news = news }

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/news/1")
            json.member("source", news.source)
            json.member("rights", news.rights.rawValue)
            json.list("headlines", news.headlines) { json, headline in
                json.member("title", headline.title)
                json.member("at", headline.at.description)
                json.optionalMember("url", headline.url)
            }
            json.list("teasers", news.teasers) { json, teaser in
                json.member("title", teaser.title)
                json.member("at", teaser.at.description)
                json.member("excerpt", teaser.excerpt)
                json.optionalMember("url", teaser.url)
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
