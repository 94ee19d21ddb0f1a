extension Rule {
    /// Found by `GraphicRules`.
    static let graphicWithoutViewBox = Rule(
        "A015-graphic-without-viewbox",
        what: "An SVG file, or an svg with role=\"img\", has a viewBox.",
        why: "Without it a graphic is cut off instead of made smaller.",
        cure: "Add viewBox=\"0 0 width height\".",
        example: "<svg role=\"img\" width=\"9\" height=\"9\">…</svg>")
}
