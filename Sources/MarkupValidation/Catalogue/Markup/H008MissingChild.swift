extension Rule {
    /// Found by `Nesting`.
    static let missingChild = Rule(
        "H008-missing-child",
        what: "Elements have the children they cannot do without.",
        why: "A list of details without summary, or a table without body, is incomplete.",
        cure: "Add the child, in the place that the message names.",
        example: "<details><p>…</p></details>")
}
