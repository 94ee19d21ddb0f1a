extension Rule {
    /// Found by `DescriptionListRules`.
    static let descriptionList = Rule(
        "H021-unpaired-description",
        what: "In dl, terms come first and each group has a description.",
        why: "Readers hear a value without its name.",
        cure: "Write dt before dd, and a dd for each dt.",
        example: "<dl><dd>…</dd></dl>")
}
