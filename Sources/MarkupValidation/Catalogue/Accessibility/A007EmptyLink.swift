extension Rule {
    /// Found by `AccessibleNames`.
    static let emptyLink = Rule(
        "A007-empty-link",
        what: "Links have text.",
        why: "A link without a name is announced by its address.",
        cure: "Add text.",
        example: "<a href=\"/\"></a>")
}
