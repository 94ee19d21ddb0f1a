extension Rule {
    /// Found by `AddressSyntax`.
    static let unsafeScheme = Rule(
        "L007-unsafe-scheme",
        what: "Addresses use https, http or mailto, or are relative.",
        why: "javascript: and data: run code in the reader's name.",
        cure: "Use an https address.",
        example: "<a href=\"javascript:buy()\">…</a>")
}
