/// A graphic that is a picture scales: it has a viewBox. One that is a file of its own has a title too.
struct GraphicRules {
    static let tags: Set<Tag> = [.svg, .svgTitle]

    let kind: DocumentKind

    init(kind: DocumentKind) { self.kind = kind }

    private var root: Int?
    private var hasTitle = false

    mutating func open(_ element: OpenElement, parent: Tag?, into findings: inout Findings) {
        switch element.tag {
        case .svg:
            let isPicture = kind == .svg || element.isValue(.role, "img")
            if isPicture, !element.isFilled(.viewBox), parent != .svg {
                findings.add(.graphicWithoutViewBox, at: element.offset, "svg has no viewBox")
            }
            if kind == .svg, root == nil { root = element.offset }
        case .svgTitle where parent == .svg: hasTitle = true
        default: break
        }
    }

    func finish(into findings: inout Findings) {
        guard let root, !hasTitle else { return }
        findings.add(.untitledGraphicFile, at: root, "the file has no title")
    }
}

extension Rule {
    static let graphicWithoutViewBox = Rule(
        "A015-graphic-without-viewbox", "An SVG file, or an svg with role=\"img\", has a viewBox.",
        why: "Without it a graphic is cut off instead of made smaller.",
        cure: "Add viewBox=\"0 0 width height\".",
        example: "<svg role=\"img\" width=\"9\" height=\"9\">…</svg>")
    static let untitledGraphicFile = Rule(
        "A016-untitled-graphic-file", "An SVG file has a title.",
        why: "Opened on its own, it has no name.", cure: "Add <title> as the first child of svg.",
        example: "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>")
}
