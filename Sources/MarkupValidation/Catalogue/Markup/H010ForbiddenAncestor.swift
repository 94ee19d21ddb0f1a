extension Rule {
    /// Found by `Nesting`.
    static let forbiddenAncestor = Rule(
        "H010-forbidden-ancestor",
        what: "No link in a link, form in a form, heading in a term, and their like.",
        why: "The HTML parser closes the outer one; assistive software loses the inner.",
        cure: "Take the inner element out of the outer one.",
        example: "<a href=\"/a/\"><a href=\"/b/\">…</a></a>")
}
