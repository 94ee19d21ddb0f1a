import MarginModel

/// Reads what `site.yml` says below `feeds` and `redirects`.
enum FeedFields {
    static func feeds(_ fields: inout JSONObjectReader) -> FeedSettings? {
        var feeds = FeedSettings()
        feeds.content = fields.choice("content", of: FeedSettings.Extent.self) ?? feeds.content
        feeds.topics = fields.flag("topics") ?? feeds.topics
        feeds.atom =
            fields.value("atom").flatMap { address($0, [".atom", "/atom.xml", "/feed.xml"]) }
            ?? feeds.atom
        feeds.rss = fields.value("rss").flatMap { address($0, [".rss", "/rss.xml"]) } ?? feeds.rss
        feeds.json =
            fields.value("json").flatMap { address($0, ["/feed.json", "-feed.json"]) }
            ?? feeds.json
        return feeds
    }

    /// An address whose ending tells checks and hosts what stands there.
    private static func address(_ value: JSONValue, _ endings: [String]) -> String? {
        guard let text = value.line() else { return nil }
        if text.hasPrefix("/"), AliasPath.isPath(text), endings.contains(where: text.hasSuffix) {
            return AddressPath.encoded(text)
        }
        value.problems.report(
            id: "settings-feed-address", at: value.offset,
            "\(quoted(text)) is no address for this feed",
            hint: "Write a path from / on that ends with \(endings.joined(separator: " or "))")
        return nil
    }

    /// A list of `{from: /old/, to: /new/}`.
    static func redirects(_ list: JSONValue) -> [RedirectSetting] {
        JSONObjectReader.records(of: list) { fields in
            let from = fields.required("from")
            guard let to = fields.required("to"), let from, let start = path(from),
                let end = path(to, allowsFragment: true)
            else { return nil }
            return RedirectSetting(from: start, to: end, location: from.location)
        }
    }

    private static func path(_ value: JSONValue, allowsFragment: Bool = false) -> String? {
        guard let text = value.line() else { return nil }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let isPlain = parts.count == 1 || allowsFragment && !parts[1].isEmpty
        if text.hasPrefix("/"), isPlain,
            text == "/" || parts.allSatisfy({ AliasPath.isPath("\($0)") })
        {
            return AddressPath.encoded(text)
        }
        value.problems.report(
            id: "settings-redirect-path", at: value.offset,
            "\(quoted(text)) is no path of a site",
            hint: "Write a path from / on: no host, query, space, % or ..")
        return nil
    }
}
