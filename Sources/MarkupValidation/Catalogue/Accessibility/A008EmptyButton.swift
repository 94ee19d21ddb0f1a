extension Rule {
    /// Found by `AccessibleNames`.
    static let emptyButton = Rule(
        "A008-empty-button",
        what: "Buttons have text.",
        why: "Nobody knows what it does.",
        cure: "Add text or aria-label.",
        example: "<button type=\"button\"></button>")
}
