extension Rule {
    /// Found by `AttributeUse`.
    static let badValue = Rule(
        "H011-bad-value",
        what: "Attribute values have the form that HTML and SVG define.",
        why: "A wrong value is ignored, or drops a shape from a chart.",
        cure: "Write the value in the form that the message names.",
        example: "<td colspan=\"two\">…</td>")
}
