extension Rule {
    /// Found by `HeadRules`.
    static let pageLanguage = Rule(
        "A004-page-without-language",
        what: "The html element has lang.",
        why: "Pronunciation and hyphenation depend on it.",
        cure: "Add lang=\"en\" or the page's language.",
        example: "<html xmlns=\"http://www.w3.org/1999/xhtml\">")
}
