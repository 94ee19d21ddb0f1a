extension Rule {
    /// Found by `AddressSyntax`, `FeedAudit` and `JSONFeedRules`.
    static let malformedAddress = Rule(
        "L008-malformed-address",
        what: "Addresses are not empty and hold no spaces, control characters, quotes or "
            + "backslashes.",
        why: "Browsers repair them, each in its own way.",
        cure: "Percent-encode the character.",
        example: "<a href=\"/my page/\">…</a>")
}
