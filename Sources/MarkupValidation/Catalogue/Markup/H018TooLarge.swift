extension Rule {
    /// Found by `ByteCheck`, `FeedAudit` and `TagScan`.
    static let tooLarge = Rule(
        "H018-too-large",
        what: "Documents, tags and nesting stay within limits.",
        why: "Browsers and feed readers choke, and so would the checker.",
        cure: "Split the document.",
        example: "300 elements, each within the last")
}
