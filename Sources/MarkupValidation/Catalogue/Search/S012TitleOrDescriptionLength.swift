extension Rule {
    /// Found by `HeadComparison`.
    static let headLength = Rule(
        "S012-title-or-description-length",
        what: "Titles have at most 90 characters, descriptions 25 to 320.",
        why: "Results cut the rest off, and a very short one says nothing.",
        cure: "Shorten it, or say more.",
        example: "<meta name=\"description\" content=\"FAQ\"/>")
}
