extension Rule {
    /// Found by `PublicText`.
    static let accountShown = Rule(
        "P004-account-named",
        what: "Public files name no real account and no private report.",
        why: "The name of a report is what keeps it private.",
        cure: "Find what put it there; accounts belong in reports alone.",
        example: "<p>desk-0042 is in a margin call</p> on a public page")
}
