extension Rule {
    /// Found by `HeadRules`.
    static let charsetMissing = Rule(
        "H019-charset-not-first",
        what: "<meta charset=\"utf-8\"/> is the head's first child.",
        why: "Without it a browser may guess another encoding.",
        cure: "Put it first.",
        example: "<head><title>…</title><meta charset=\"utf-8\"/></head>")
}
