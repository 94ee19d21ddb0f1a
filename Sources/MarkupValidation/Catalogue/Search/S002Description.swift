extension Rule {
    /// Found by `HeadRules`.
    static let summary = Rule(
        "S002-description",
        what: "A public page has one meta description with text.",
        why: "Results and shared links show it.",
        cure: "Add <meta name=\"description\" content=\"…\"/>.",
        example: "A head without <meta name=\"description\" content=\"…\"/>")
}
