extension Rule {
    /// Found by `StructuredDataRules`.
    static let structuredFields = Rule(
        "S009-structured-data-fields",
        what: "JSON-LD has the fields that its type needs.",
        why: "Search engines show nothing of an incomplete block.",
        cure: "Add the field that the message names.",
        example: "{\"@context\":\"https://schema.org\",\"@type\":\"Article\"}")
}
