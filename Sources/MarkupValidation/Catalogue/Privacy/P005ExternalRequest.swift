extension Rule {
    /// Found by `PrivateRequests`.
    static let externalRequest = Rule(
        "P005-external-request",
        what: "A private report loads nothing.",
        why: "A request tells a server that the report is read, when and where.",
        cure: "Put the style into the report's own style element and pictures into svg.",
        example: "<link rel=\"stylesheet\" href=\"/site.css\"/> in a report")
}
