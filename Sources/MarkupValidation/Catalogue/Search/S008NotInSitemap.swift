extension Rule {
    /// Found by `SiteChecker`.
    static let notInSitemap = Rule(
        "S008-not-in-sitemap",
        what: "The sitemap lists every page that may be indexed.",
        why: "Search engines find it late or never.",
        cure: "Add the page, or mark it noindex.",
        example: "A page with a canonical link, and a sitemap without it")
}
