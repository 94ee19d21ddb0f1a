extension Rule {
    /// Found by `SiteIndex` and `SiteChecker`.
    static let brokenLink = Rule(
        "L001-broken-link",
        what: "Links within the site lead to a file of the site.",
        why: "Readers land on an error page.",
        cure: "Correct the address, or add the page.",
        example: "<a href=\"/no-such-page/\">…</a>")
}
