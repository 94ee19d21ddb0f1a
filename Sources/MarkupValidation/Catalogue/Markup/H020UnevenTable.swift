extension Rule {
    /// Found by `TableRules`.
    static let tableShape = Rule(
        "H020-uneven-table",
        what: "All rows of a table span the same number of columns.",
        why: "Figures slip under the wrong header.",
        cure: "Add cells, or correct colspan and rowspan.",
        example: "<tr><td>…</td></tr><tr><td>…</td><td>…</td></tr>")
}
