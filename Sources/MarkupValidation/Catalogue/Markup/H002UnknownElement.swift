extension Rule {
    /// Found by `PageAudit`.
    static let unknownElement = Rule(
        "H002-unknown-element",
        what: "Every element belongs to the profile.",
        why: "A misspelt element is a nameless box, and an embedded one may run foreign code.",
        cure: "Correct the name, or use the element that the profile has for the purpose.",
        example: "<artcle>…</artcle>")
}
