extension Rule {
    /// Found by `ByteCheck` and `TagScan`.
    static let badPrologue = Rule(
        "H014-bad-prologue",
        what: "A page starts with <!DOCTYPE html>, a line feed, and <html ; XML has no document "
            + "type.",
        why: "Another start puts browsers into quirks mode; document types open XML's attacks.",
        cure: "Start the page with exactly these characters, and XML with its root element.",
        example: "<html> without <!DOCTYPE html> before it")
}
