extension Rule {
    /// Found by `SiteIndex`.
    static let missingSlash = Rule(
        "L004-missing-trailing-slash",
        what: "A link to a folder ends with a slash.",
        why: "Without it each visit costs a redirect, and some servers give none.",
        cure: "Add the slash.",
        example: "<a href=\"/faq\">…</a>")
}
