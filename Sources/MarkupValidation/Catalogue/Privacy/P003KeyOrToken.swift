extension Rule {
    /// Found by `PublicText`.
    static let keyShown = Rule(
        "P003-key-or-token",
        what: "Public files hold no key and no token.",
        why: "Whoever reads it can use it.",
        cure: "Remove it, and have it revoked: it must be taken for known.",
        example: "<code>ghp_ and 36 letters and digits</code>")
}
