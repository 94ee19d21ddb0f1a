extension Rule {
    /// Found by `HeadComparison`.
    static let duplicateSummary = Rule(
        "S011-duplicate-description",
        what: "Descriptions differ from page to page.",
        why: "Results cannot be told apart.",
        cure: "Say in the description what is particular to the page.",
        example: "The same description on two pages")
}
