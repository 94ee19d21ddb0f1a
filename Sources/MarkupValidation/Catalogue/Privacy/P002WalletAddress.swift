extension Rule {
    /// Found by `PublicText`.
    static let walletShown = Rule(
        "P002-wallet-address",
        what: "Public files show no wallet address.",
        why: "It tells everybody what its owner has and does.",
        cure: "Remove it, or show its first four characters.",
        example: "<p>Send to 0x and 40 hexadecimal digits</p>")
}
