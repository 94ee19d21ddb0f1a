extension Rule {
    /// Found by `GraphicRules`.
    static let untitledGraphicFile = Rule(
        "A016-untitled-graphic-file",
        what: "An SVG file has a title.",
        why: "Opened on its own, it has no name.",
        cure: "Add <title> as the first child of svg.",
        example: "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>")
}
