extension Rule {
    /// Found by `AttributeUse`.
    static let unknownAttribute = Rule(
        "H003-unknown-attribute",
        what: "Every attribute belongs to its element.",
        why: "A misplaced attribute does nothing, and nobody notices.",
        cure: "Correct the name or remove it; data-* attributes must be listed in the profile.",
        example: "<p hreff=\"/\">…</p>")
}
