extension Rule {
    /// Found by `PublicText`.
    static let mailAddressShown = Rule(
        "P001-mail-address",
        what: "Public files show no mail address but the publisher's own.",
        why: "Addresses are collected from pages, and a reader's address is personal.",
        cure: "Remove it; the address that may show is contact in site.yml.",
        example: "<p>Write to trader@example.com</p>")
}
