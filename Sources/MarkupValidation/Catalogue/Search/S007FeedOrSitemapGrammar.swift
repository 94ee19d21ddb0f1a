extension Rule {
    /// Found by `JSONFeedRules` and `PageChecker`.
    static let feedGrammar = Rule(
        "S007-feed-or-sitemap-grammar",
        what: "Feeds and sitemaps have the elements and values of their formats, in our order.",
        why: "Readers drop entries or the whole feed.",
        cure: "Add or correct the element named.",
        example: "<entry><title>…</title></entry> without id")
}
