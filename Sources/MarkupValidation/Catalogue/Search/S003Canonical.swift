extension Rule {
    /// Found by `HeadRules`.
    static let canonical = Rule(
        "S003-canonical",
        what: "A page has at most one canonical link, and it is an absolute https or http address.",
        why: "Search engines ignore contradictory or relative ones.",
        cure: "Keep one, absolute.",
        example: "<link rel=\"canonical\" href=\"/faq/\"/>")
}
