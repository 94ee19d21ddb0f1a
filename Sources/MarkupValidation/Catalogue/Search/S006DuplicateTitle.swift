extension Rule {
    /// Found by `HeadComparison`.
    static let duplicateTitle = Rule(
        "S006-duplicate-title",
        what: "Titles differ from page to page.",
        why: "Results and tabs cannot be told apart.",
        cure: "Say in the title what is particular to the page.",
        example: "<title>Article</title> on two pages")
}
