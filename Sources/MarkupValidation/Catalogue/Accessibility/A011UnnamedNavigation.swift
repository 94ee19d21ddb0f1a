extension Rule {
    /// Found by `HeadingRules`.
    static let unnamedNavigation = Rule(
        "A011-unnamed-navigation",
        what: "Where a page has several nav elements, each is named.",
        why: "Readers cannot tell them apart.",
        cure: "Add aria-label or aria-labelledby.",
        example: "<nav>…</nav> twice, without aria-label")
}
