extension Rule {
    /// Found by `CodeRules`.
    static let structuredData = Rule(
        "S004-structured-data",
        what: "JSON-LD is JSON and holds no < or &.",
        why: "Search engines drop the block; a < could end it early.",
        cure: "Write \\u003c and \\u0026, and mend the JSON at the place given.",
        example: "<script type=\"application/ld+json\">{\"name\":}</script>")
}
