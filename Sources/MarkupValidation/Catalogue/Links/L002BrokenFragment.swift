extension Rule {
    /// Found by `SiteIndex`.
    static let brokenFragment = Rule(
        "L002-broken-fragment",
        what: "The part after # is an id of the page that the link leads to.",
        why: "Readers land at the top of a long page.",
        cure: "Correct the id, or add it to the section.",
        example: "<a href=\"/faq/#no-such-id\">…</a>")
}
