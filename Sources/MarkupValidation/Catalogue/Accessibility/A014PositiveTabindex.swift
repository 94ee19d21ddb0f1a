extension Rule {
    /// Found by `AttributeUse`.
    static let positiveTabindex = Rule(
        "A014-positive-tabindex",
        what: "tabindex is 0 or -1.",
        why: "Other numbers tear the order of the page apart.",
        cure: "Write 0, and put the element where it belongs.",
        example: "<p tabindex=\"3\">…</p>")
}
