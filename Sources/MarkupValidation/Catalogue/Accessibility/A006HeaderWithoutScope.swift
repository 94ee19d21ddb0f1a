extension Rule {
    /// Found by `AttributeUse`.
    static let headerScope = Rule(
        "A006-header-without-scope",
        what: "Table headers have scope.",
        why: "Cells are read without their header.",
        cure: "Add scope=\"col\" or scope=\"row\".",
        example: "<th>Price</th>")
}
