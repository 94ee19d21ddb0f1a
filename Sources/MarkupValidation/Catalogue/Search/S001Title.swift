extension Rule {
    /// Found by `HeadRules`.
    static let title = Rule(
        "S001-title",
        what: "A page has one title with text.",
        why: "It is what results, tabs and bookmarks show.",
        cure: "Add one title to the head.",
        example: "<title></title>")
}
