extension Rule {
    /// Found by `HeadingRules`.
    static let headingOrder = Rule(
        "A002-heading-order",
        what: "Heading levels go down one step at a time.",
        why: "Readers who jump by headings believe they missed a section.",
        cure: "Use the next level, and style it as you like.",
        example: "<h2>…</h2><h4>…</h4>")
}
