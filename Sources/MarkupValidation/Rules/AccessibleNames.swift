/// Links, buttons, headings and form controls have a name; an inline graphic has one or is hidden.
struct AccessibleNames {
    private struct Frame {
        let tag: Tag
        let offset: Int
        let isHidden: Bool
        let isNamed: Bool
        /// What readers had heard before it.
        let heard: Int
        /// For `svg`: whether it has a label or a title. The letters of a chart are no name.
        var isTitled: Bool
    }

    private struct Control {
        let offset: Int
        let name: String
        let id: String?
    }

    /// The elements that must have a name, and those that give one.
    private static let framed: Set<Tag> = [
        .a, .button, .summary, .h1, .h2, .h3, .h4, .h5, .h6, .svg, .svgTitle, .label,
    ]
    static let tags = framed.union([.input, .select, .textarea, .meter, .progress])

    private let framed = TagSet(Array(Self.framed))
    private var frames = PlainStack<Frame>(capacity: 16)
    /// How often there was something to hear: of an element, whether it grew meanwhile.
    private var heard = 0
    /// How deep the element is that hides all in it.
    private var hiddenFrom: Int?
    private var labelTargets: Set<String> = []
    private var unlabelled: [Control] = []

    func free() { frames.free() }

    /// Whether the end of any element may matter.
    var isHiding: Bool { hiddenFrom != nil }

    /// There is something to hear here: text, or an element that nobody knows.
    mutating func hear() {
        if hiddenFrom == nil { heard += 1 }
    }

    /// - Parameter depth: How many elements are open around it.
    mutating func open(_ element: OpenElement, depth: Int, into findings: inout Findings) {
        var isNamed = false
        if element.concerns.contains(.name) {
            isNamed =
                element.isFilled(.ariaLabel) || element.isFilled(.ariaLabelledby)
                || (element.tag == .img && element.isFilled(.alt))
                || (element.tag == .input && element.isFilled(.value))
            if hiddenFrom == nil,
                element.isValue(.ariaHidden, "true") || element.has(.hidden)
            {
                hiddenFrom = depth
            }
        }
        switch element.tag {
        case .label: if let target = element.value(.for) { labelTargets.insert(target) }
        case .input, .select, .textarea, .meter, .progress: checkControl(element, isNamed: isNamed)
        default: break
        }
        if framed.contains(element.number) {
            frames.push(
                Frame(
                    tag: element.tag, offset: element.offset, isHidden: isHiding, isNamed: isNamed,
                    heard: heard, isTitled: isNamed))
        }
        if isNamed { hear() }
    }

    /// - Parameters:
    ///   - parent: The element around the one that closes.
    ///   - depth: How many elements are open around it.
    mutating func close(_ tag: Tag?, parent: Tag?, depth: Int, into findings: inout Findings) {
        if let tag, framed.contains(tag.number), !frames.isEmpty {
            let frame = frames.top.pointee
            frames.pop()
            let hasName = frame.isNamed || heard > frame.heard
            if !frame.isHidden {
                if !(tag == .svg ? frame.isTitled : hasName) {
                    report(tag, at: frame.offset, into: &findings)
                }
                if tag == .svgTitle, parent == .svg, hasName, !frames.isEmpty {
                    frames.top.pointee.isTitled = true
                }
            }
        }
        if hiddenFrom == depth { hiddenFrom = nil }
    }

    private func report(_ tag: Tag, at offset: Int, into findings: inout Findings) {
        switch tag {
        case .a: findings.add(.emptyLink, at: offset, "a link without text")
        case .button, .summary:
            findings.add(.emptyButton, at: offset, "\(tag.name) without text")
        case .h1, .h2, .h3, .h4, .h5, .h6:
            findings.add(.emptyHeading, at: offset, "\(tag.name) without text")
        case .svg:
            findings.add(
                .unnamedGraphic, at: offset, "svg has neither a name nor aria-hidden=\"true\"")
        default: break
        }
    }

    func finish(into findings: inout Findings) {
        for control in unlabelled where !(control.id.map { labelTargets.contains($0) } ?? false) {
            findings.add(.controlLabel, at: control.offset, "\(control.name) has no label")
        }
    }

    private mutating func checkControl(_ element: OpenElement, isNamed: Bool) {
        let type = element.tag == .input ? element.value(.type) : nil
        switch type {
        case "hidden", "submit", "reset": return
        case "button" where isNamed: return
        default: break
        }
        let isLabelled =
            element.isFilled(.ariaLabel) || element.isFilled(.ariaLabelledby)
            || element.isFilled(.title) || frames.all.contains { $0.tag == .label }
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
