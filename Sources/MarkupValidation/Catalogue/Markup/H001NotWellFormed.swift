extension Rule {
    /// Found by `ByteCheck`, `FeedAudit` and `PageAudit`.
    static let notWellFormed = Rule(
        "H001-not-well-formed",
        what: "The document is well-formed XML.",
        why: "A page that an XML parser cannot read is read differently by every browser.",
        cure: "Close every tag, quote every attribute, write & as &amp; and < as &lt;.",
        example: "<p>5 < 7")
}
