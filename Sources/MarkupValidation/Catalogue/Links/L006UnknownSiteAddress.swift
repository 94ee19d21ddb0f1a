extension Rule {
    /// Found by `SiteChecker`.
    static let unknownSiteAddress = Rule(
        "L006-unknown-site-address",
        what: "Addresses of the site in feeds, sitemaps and canonical links lead to its files.",
        why: "Readers and search engines are sent to pages that do not exist.",
        cure: "Correct the address, or add the page.",
        example: "<loc>https://example.org/no-such-page/</loc>")
}
