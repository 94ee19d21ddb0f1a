/// Links, buttons, headings and form controls have a name; an inline graphic has one or is hidden.
struct AccessibleNames {
    private struct Frame {
        let tag: Tag?
        let offset: Int
        let isHidden: Bool
        /// Whether a reader hears anything for it.
        var hasName: Bool
        /// For `svg`: whether it has a label or a title. The letters of a chart are no name.
        var isTitled = false
    }

    private struct Control {
        let offset: Int
        let name: String
        let id: String?
    }

    private var frames: [Frame] = []
    private var labelTargets: Set<String> = []
    private var unlabelled: [Control] = []

    init() { frames.reserveCapacity(32) }

    mutating func openUnknown(at offset: Int) {
        frames.append(Frame(tag: nil, offset: offset, isHidden: isHidden, hasName: true))
    }

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        let isNamed =
            element.isFilled(.ariaLabel) || element.isFilled(.ariaLabelledby)
            || (element.tag == .img && element.isFilled(.alt))
            || (element.tag == .input && element.isFilled(.value))
        if element.tag == .label, let target = element.value(.for) { labelTargets.insert(target) }
        switch element.tag {
        case .input, .select, .textarea, .meter, .progress: checkControl(element, isNamed: isNamed)
        default: break
        }
        frames.append(
            Frame(
                tag: element.tag, offset: element.offset,
                isHidden: isHidden || element.isValue(.ariaHidden, "true") || element.has(.hidden),
                hasName: isNamed, isTitled: isNamed))
    }

    mutating func characters() {
        if let last = frames.indices.last { frames[last].hasName = true }
    }

    mutating func close(into findings: inout Findings) {
        guard let frame = frames.popLast() else { return }
        if !frame.isHidden, !(frame.tag == .svg ? frame.isTitled : frame.hasName),
            let tag = frame.tag
        {
            switch tag {
            case .a: findings.add(.emptyLink, at: frame.offset, "a link without text")
            case .button, .summary:
                findings.add(.emptyButton, at: frame.offset, "\(tag.name) without text")
            case .h1, .h2, .h3, .h4, .h5, .h6:
                findings.add(.emptyHeading, at: frame.offset, "\(tag.name) without text")
            case .svg:
                findings.add(
                    .unnamedGraphic, at: frame.offset,
                    "svg has neither a name nor aria-hidden=\"true\"")
            default: break
            }
        }
        if frame.hasName, !frame.isHidden, let last = frames.indices.last {
            frames[last].hasName = true
            if frame.tag == .svgTitle, frames[last].tag == .svg { frames[last].isTitled = true }
        }
    }

    func finish(into findings: inout Findings) {
        for control in unlabelled where !(control.id.map { labelTargets.contains($0) } ?? false) {
            findings.add(.controlLabel, at: control.offset, "\(control.name) has no label")
        }
    }

    private var isHidden: Bool { frames.last?.isHidden ?? false }

    private mutating func checkControl(_ element: OpenElement, isNamed: Bool) {
        let type = element.tag == .input ? element.value(.type) : nil
        switch type {
        case "hidden", "submit", "reset": return
        case "button" where isNamed: return
        default: break
        }
        let isLabelled =
            element.isFilled(.ariaLabel) || element.isFilled(.ariaLabelledby)
            || element.isFilled(.title) || frames.contains { $0.tag == .label }
        guard !isLabelled else { return }
        unlabelled.append(
            Control(offset: element.offset, name: element.rule.name, id: element.value(.id)))
    }
}

extension Rule {
    static let controlLabel = Rule(
        "A005-control-without-label", "Form controls have a label.",
        why: "Nobody knows what to enter.", cure: "Add a label with for, or aria-label.",
        example: "<input type=\"text\"/>")
    static let emptyLink = Rule(
        "A007-empty-link", "Links have text.",
        why: "A link without a name is announced by its address.", cure: "Add text.",
        example: "<a href=\"/\"></a>")
    static let emptyButton = Rule(
        "A008-empty-button", "Buttons have text.", why: "Nobody knows what it does.",
        cure: "Add text or aria-label.", example: "<button type=\"button\"></button>")
    static let emptyHeading = Rule(
        "A009-empty-heading", "Headings have text.",
        why: "Readers who jump by headings hear nothing.", cure: "Add text.", example: "<h2></h2>")
    static let unnamedGraphic = Rule(
        "A010-unnamed-graphic", "An inline svg is named or hidden.",
        why: "Its parts are read aloud without a meaning.",
        cure: "Add role=\"img\" with aria-label or title, or aria-hidden=\"true\".",
        example: "<svg viewBox=\"0 0 9 9\"><text>9 %</text></svg>")
}
