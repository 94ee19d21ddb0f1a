extension Rule {
    /// Found by `ByteCheck`, `TagScan` and `TextLeaks`.
    static let badBytes = Rule(
        "H015-bad-bytes",
        what: "The bytes are UTF-8 without control characters, noncharacters or byte order mark.",
        why: "Parsers disagree about all of these.",
        cure: "Save as UTF-8 with line feeds, and remove the character.",
        example: "A byte order mark at the start, or the byte 0xE9 for é")
}
