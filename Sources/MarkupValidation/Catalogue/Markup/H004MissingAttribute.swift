extension Rule {
    /// Found by `AttributeUse`.
    static let missingAttribute = Rule(
        "H004-missing-attribute",
        what: "Required attributes are present.",
        why: "The element has no effect without them.",
        cure: "Add the attribute.",
        example: "<meta name=\"description\"/>")
}
