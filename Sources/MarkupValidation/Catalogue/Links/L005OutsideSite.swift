extension Rule {
    /// Found by `SiteChecker`.
    static let outsideSite = Rule(
        "L005-outside-site",
        what: "Relative links stay inside the site.",
        why: "The address leads above the site's root.",
        cure: "Remove the surplus ../ .",
        example: "<a href=\"../../secret.html\">…</a> in index.html")
}
