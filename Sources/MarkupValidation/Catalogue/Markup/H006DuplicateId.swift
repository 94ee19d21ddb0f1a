extension Rule {
    /// Found by `References`.
    static let duplicateID = Rule(
        "H006-duplicate-id",
        what: "An id names one element.",
        why: "Links and labels reach the first of them only.",
        cure: "Give each element an id of its own.",
        example: "<p id=\"a\">…</p><p id=\"a\">…</p>")
}
