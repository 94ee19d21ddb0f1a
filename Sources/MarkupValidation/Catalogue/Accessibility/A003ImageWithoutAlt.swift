extension Rule {
    /// Found by `AttributeUse`.
    static let imageText = Rule(
        "A003-image-without-alt",
        what: "Images have alt.",
        why: "Without it the file's name is read aloud.",
        cure: "Describe the image, or write alt=\"\" when it only decorates.",
        example: "<img src=\"/chart.png\"/>")
}
