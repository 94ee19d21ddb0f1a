extension Rule {
    /// Found by `AccessibleNames`.
    static let unnamedGraphic = Rule(
        "A010-unnamed-graphic",
        what: "An inline svg is named or hidden.",
        why: "Its parts are read aloud without a meaning.",
        cure: "Add role=\"img\" with aria-label or title, or aria-hidden=\"true\".",
        example: "<svg viewBox=\"0 0 9 9\"><text>9 %</text></svg>")
}
