extension Rule {
    /// Found by `AttributeUse` and `CodeRules`.
    static let inlineCode = Rule(
        "H013-inline-code",
        what: "No inline script, style or event handler; scripts from files carry integrity.",
        why: "The site's content security policy blocks them, and injected code would hide there.",
        cure: "Move it to a file, with an integrity hash for scripts. JSON-LD is data and allowed.",
        example: "<p onclick=\"buy()\">…</p>")
}
