extension Rule {
    /// Found by `PageGraph`.
    static let orphan = Rule(
        "L009-orphan-page",
        what: "A page that may be indexed is linked to from another page.",
        why: "Readers never find it, and search engines believe it to be unimportant.",
        cure: "Link to it where it belongs, or mark it noindex.",
        example: "old/index.html, which no page links to")
}
