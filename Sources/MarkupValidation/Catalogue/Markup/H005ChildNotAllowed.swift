extension Rule {
    /// Found by `Nesting`.
    static let childNotAllowed = Rule(
        "H005-child-not-allowed",
        what: "Elements stand only where HTML lets them.",
        why: "The HTML parser moves or closes misplaced elements: the page that shows is another.",
        cure: "Move the element, or use another for its parent.",
        example: "<ul><p>…</p></ul>")
}
