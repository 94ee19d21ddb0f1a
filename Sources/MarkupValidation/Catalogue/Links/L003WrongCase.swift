extension Rule {
    /// Found by `SiteIndex`.
    static let linkCase = Rule(
        "L003-wrong-case",
        what: "Addresses are written in the case of the file.",
        why: "The link works on a Mac and breaks on the server.",
        cure: "Write it as the file is named.",
        example: "<a href=\"/FAQ/\">…</a> where the folder is faq")
}
