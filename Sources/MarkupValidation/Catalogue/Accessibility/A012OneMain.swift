extension Rule {
    /// Found by `HeadingRules`.
    static let oneMain = Rule(
        "A012-one-main",
        what: "A page has one main.",
        why: "Readers skip to it past the navigation.",
        cure: "Put the page's content into one main.",
        example: "A body without main")
}
