extension Rule {
    /// Found by `StructuredDataRules`.
    static let structuredDiffers = Rule(
        "S010-structured-data-differs",
        what: "JSON-LD says what the page shows: headline, date, questions, answers, steps, "
            + "crumbs.",
        why: "Search engines punish sites that tell them other things than their readers.",
        cure: "Write the same text in both, from one value.",
        example: "\"headline\":\"A\" on a page whose h1 is B")
}
