extension Rule {
    /// Found by `FileRules`.
    static let heavyPage = Rule(
        "B001-heavy-page",
        what: "Pages keep to their budget of bytes.",
        why: "Readers on slow lines leave.",
        cure: "Split the page, or raise check: kilobytes: page in site.yml.",
        example: "A page of 600 kilobytes")
}
