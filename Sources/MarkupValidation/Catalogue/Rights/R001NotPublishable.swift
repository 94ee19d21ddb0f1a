extension Rule {
    /// Found by `FileRules`.
    static let notPublishable = Rule(
        "R001-not-publishable",
        what: "Only texts are public whose rights allow it.",
        why: "Publishing somebody's text without permission is against the law.",
        cure: "Set rights to own or licensed when that is so; take the page down otherwise.",
        example: "A page of an article whose front matter says rights: unknown")
}
