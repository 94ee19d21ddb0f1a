extension Rule {
    /// Found by `FictionalAccounts` and `DataFiles`.
    static let balanceShown = Rule(
        "P007-account-balance",
        what: "Public files show what an account has only if it is fictional and says so.",
        why: "Balances tell thieves whom to look for, and a venue whom to squeeze.",
        cure: "Keep real accounts in reports; mark made-up ones data-account=\"fictional\", or "
            + "\"fictional\": true in data.",
        example: "{\"id\": \"desk-0042\", \"walletBalance\": \"25500\"}")
}
