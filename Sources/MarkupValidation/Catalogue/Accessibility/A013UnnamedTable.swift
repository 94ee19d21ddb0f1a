extension Rule {
    /// Found by `TableRules`.
    static let unnamedTable = Rule(
        "A013-unnamed-table",
        what: "Tables have a caption or a label.",
        why: "Readers who jump by tables hear nothing.",
        cure: "Add a caption, or aria-label.",
        example: "<table><tbody>…</tbody></table>")
}
