extension Rule {
    /// Found by `HeadRules`.
    static let privateIndexed = Rule(
        "S005-private-report-indexed",
        what: "A private report asks not to be indexed.",
        why: "It shows an account's positions.",
        cure: "Add <meta name=\"robots\" content=\"noindex\"/>.",
        example: "A report without <meta name=\"robots\" content=\"noindex\"/>")
}
