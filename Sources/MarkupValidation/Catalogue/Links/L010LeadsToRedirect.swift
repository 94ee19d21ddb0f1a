extension Rule {
    /// Found by `PageGraph` and `SiteChecker`.
    static let redirected = Rule(
        "L010-leads-to-redirect",
        what: "Links lead to pages, not to redirects, and a redirect leads to a page.",
        why: "Every hop costs the reader time, and long chains are given up.",
        cure: "Write the address that the redirect leads to.",
        example: "<a href=\"/old/\">…</a> where old/index.html has http-equiv=\"refresh\"")
}
