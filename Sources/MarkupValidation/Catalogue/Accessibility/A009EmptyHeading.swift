extension Rule {
    /// Found by `AccessibleNames`.
    static let emptyHeading = Rule(
        "A009-empty-heading",
        what: "Headings have text.",
        why: "Readers who jump by headings hear nothing.",
        cure: "Add text.",
        example: "<h2></h2>")
}
