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
