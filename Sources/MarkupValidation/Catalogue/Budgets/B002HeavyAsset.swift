extension Rule {
    /// Found by `FileRules`.
    static let heavyAsset = Rule(
        "B002-heavy-asset",
        what: "Style sheets, scripts and pictures keep to their budget of bytes.",
        why: "Every page waits for them.",
        cure: "Make it smaller, or raise check: kilobytes: asset in site.yml.",
        example: "A picture of 300 kilobytes")
}
