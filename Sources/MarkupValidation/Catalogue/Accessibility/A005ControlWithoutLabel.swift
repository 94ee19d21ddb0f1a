extension Rule {
    /// Found by `AccessibleNames`.
    static let controlLabel = Rule(
        "A005-control-without-label",
        what: "Form controls have a label.",
        why: "Nobody knows what to enter.",
        cure: "Add a label with for, or aria-label.",
        example: "<input type=\"text\"/>")
}
