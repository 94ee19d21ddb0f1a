extension Rule {
    /// Found by `References`.
    static let danglingReference = Rule(
        "H012-dangling-reference",
        what: "for, headers, list, aria-*, url(#…) and href=\"#…\" name an id of the document.",
        why: "A label without its field, a mark without its pattern, a link that does not move.",
        cure: "Correct the id, or add it to the element that is meant.",
        example: "<a href=\"#costs\">…</a> where nothing has the id costs")
}
