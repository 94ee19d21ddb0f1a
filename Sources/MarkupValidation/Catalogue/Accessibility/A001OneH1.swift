extension Rule {
    /// Found by `HeadingRules`.
    static let oneTopHeading = Rule(
        "A001-one-h1",
        what: "A page has one h1.",
        why: "It tells readers and search engines what the page is.",
        cure: "Keep one h1 and make the others h2.",
        example: "<h1>…</h1> twice")
}
