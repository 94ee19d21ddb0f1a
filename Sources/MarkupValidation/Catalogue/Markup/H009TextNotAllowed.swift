extension Rule {
    /// Found by `Nesting`.
    static let textNotAllowed = Rule(
        "H009-text-not-allowed",
        what: "Characters stand only where text is allowed.",
        why: "The HTML parser moves stray text out of tables and lists.",
        cure: "Put the text into a cell, an item or a paragraph.",
        example: "<table>Prices<tbody>…</tbody></table>")
}
