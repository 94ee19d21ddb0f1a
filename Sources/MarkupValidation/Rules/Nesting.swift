/// The content model: which element may stand where, in which order, with or without text.
struct Nesting {
    struct Frame {
        /// `nil` for an element that the profile does not know; its content is not judged.
        fileprivate let reference: Unmanaged<ElementRule>?
        let offset: Int
        fileprivate let slots: FixedList<Slot>
        fileprivate let forbidden: TagSet
        fileprivate var slot: Int32 = 0
        fileprivate var count: Int32 = 0
        let tag: Tag?
        fileprivate var sawCaption = false
        fileprivate let allowsText: Bool
        /// False in an unknown element, and in what takes its content model from one.
        fileprivate let isJudged: Bool
        /// Whether one of its slots must be filled.
        fileprivate let isDemanding: Bool

        fileprivate var rule: ElementRule? { reference?._withUnsafeGuaranteedRef { $0 } }
    }

    /// What a group of a description list holds.
    private static let groupSlots: FixedList<Slot> = [.some([.dt, .dd])]
    /// In which placeholders are examples.
    private static let verbatim = TagSet([.pre, .code, .kbd, .samp, .script, .style])

    private let groupSlots = Self.groupSlots
    private(set) var frames = PlainStack<Frame>()

    func free() { frames.free() }

    /// The innermost open element, `nil` when none is open or the profile does not know it.
    var parentTag: Tag? { frames.isEmpty ? nil : frames.top.pointee.tag }

    /// Where the start tag of the innermost open element begins.
    var parentOffset: Int { frames.isEmpty ? 0 : frames.top.pointee.offset }

    var isEmpty: Bool { frames.isEmpty }

    /// Whether placeholders are examples here.
    var isVerbatim: Bool {
        frames.all.contains { $0.tag.map { Self.verbatim.contains($0.number) } ?? false }
    }

    mutating func openUnknown(at offset: Int) {
        frames.push(
            Frame(
                reference: nil, offset: offset, slots: .none, forbidden: inherited, tag: nil,
                allowsText: true, isJudged: false, isDemanding: false))
    }

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        if frames.isEmpty {
            if element.tag != .html && element.tag != .svg {
                findings.add(
                    .childNotAllowed, at: element.offset, "\(element.rule.name) cannot be the root")
            }
        } else {
            checkAncestors(of: element, into: &findings)
            place(element, in: frames.top, into: &findings)
        }
        push(element)
    }

    mutating func close(into findings: inout Findings) {
        guard !frames.isEmpty else { return }
        let frame = frames.top
        frames.pop()
        guard frame.pointee.isDemanding else { return }
        var slot = Int(frame.pointee.slot)
        var count = frame.pointee.count
        while slot < frame.pointee.slots.count {
            if count < frame.pointee.slots[slot].minimum {
                findings.add(
                    .missingChild, at: frame.pointee.offset,
                    "\(frame.pointee.rule?.name ?? "") has no "
                        + Self.names(frame.pointee.slots[slot].wanted))
            }
            count = 0
            slot += 1
        }
    }

    /// Judges a run of text that is not white space.
    func checkText(at offset: Int, into findings: inout Findings) {
        guard !frames.isEmpty, !frames.top.pointee.allowsText, let rule = frames.top.pointee.rule
        else { return }
        findings.add(.textNotAllowed, at: offset, "text directly in \(rule.name)")
    }

    private var inherited: TagSet { frames.isEmpty ? .empty : frames.top.pointee.forbidden }

    private func checkAncestors(of element: OpenElement, into findings: inout Findings) {
        let inherited = frames.top.pointee.forbidden
        // A link or a button is one stop of the keyboard.
        if element.concerns.contains(.focus), inherited.contains(Tag.button.number) {
            findings.add(
                .forbiddenAncestor, at: element.offset,
                "\(element.rule.name) with tabindex inside a link or a button")
        }
        guard inherited.contains(element.number),
            !(element.tag == .input && element.isValue(.type, "hidden")),
            let ancestor = frames.all.last(where: {
                $0.rule?.forbidden.contains(element.number) ?? false
            })
        else { return }
        findings.add(
            .forbiddenAncestor, at: element.offset,
            "\(element.rule.name) inside \(ancestor.rule?.name ?? "")")
    }

    /// Finds the slot of the parent that takes the element, and says so when none does.
    private func place(
        _ element: OpenElement, in parent: UnsafeMutablePointer<Frame>,
        into findings: inout Findings
    ) {
        guard parent.pointee.isJudged else { return }
        let slots = parent.pointee.slots
        let first = Int(parent.pointee.slot)
        var index = first
        var count = parent.pointee.count
        while index < slots.count,
            !slots[index].allowed.contains(element.number) || count >= slots[index].maximum
        {
            index += 1
            count = 0
        }
        let isSecondCaption = element.tag == .figcaption && parent.pointee.sawCaption
        guard index < slots.count, !isSecondCaption else {
            if let rule = parent.pointee.rule {
                findings.add(
                    .childNotAllowed, at: element.offset,
                    refusal(of: element.rule, in: parent.pointee, rule: rule))
            }
            return
        }
        var skipped = first
        while skipped < index {
            let had = skipped == first ? parent.pointee.count : 0
            if had < slots[skipped].minimum {
                findings.add(
                    .missingChild, at: element.offset,
                    "\(parent.pointee.rule?.name ?? "") needs \(Self.names(slots[skipped].wanted)) before \(element.rule.name)"
                )
            }
            skipped += 1
        }
        if element.tag == .figcaption { parent.pointee.sawCaption = true }
        parent.pointee.slot = Int32(truncatingIfNeeded: index)
        parent.pointee.count = count + 1
    }

    private func refusal(of child: ElementRule, in frame: Frame, rule: ElementRule) -> String {
        guard rule.tag != .a, rule.tag != .ins, rule.tag != .del else {
            return
                "\(child.name) cannot stand in \(rule.name) here, because \(rule.name) takes its place from its parent"
        }
        let isMisplaced = frame.slots.contains { $0.allowed.contains(child.number) }
        return isMisplaced
            ? "\(child.name) is out of order or repeated in \(rule.name)"
            : "\(child.name) cannot stand in \(rule.name)"
    }

    private mutating func push(_ element: OpenElement) {
        var slots = FixedList<Slot>.none
        var allowsText = false
        var isJudged = true
        let rule = element.unmanagedRule._withUnsafeGuaranteedRef {
            (content: $0.content, forbidden: $0.forbidden, isDemanding: $0.isDemanding)
        }
        var isDemanding = rule.isDemanding
        switch rule.content {
        case .void: break
        case .text: allowsText = true
        case .transparent:
            if !frames.isEmpty {
                let parent = frames.top.pointee
                let slot = Int(parent.slot)
                slots = slot < parent.slots.count ? parent.slots.only(slot) : .none
                allowsText = parent.allowsText
                isJudged = parent.isJudged
                isDemanding = parent.isDemanding
            }
        case .children(let own, let text):
            (slots, allowsText) = (own, text)
            // A group of a description list.
            if element.tag == .div, parentTag == .dl {
                (slots, allowsText, isDemanding) = (groupSlots, false, true)
            }
        }
        frames.push(
            Frame(
                reference: element.unmanagedRule, offset: element.offset, slots: slots,
                forbidden: inherited.union(rule.forbidden), tag: element.tag,
                allowsText: allowsText,
                isJudged: isJudged, isDemanding: isDemanding))
    }

    private static func names(_ tags: FixedList<Tag>) -> String {
        tags.map { $0.name }.joined(separator: " or ")
    }
}

extension Rule {
    static let childNotAllowed = Rule(
        "H005-child-not-allowed", "Elements stand only where HTML lets them.",
        why: "The HTML parser moves or closes misplaced elements: the page that shows is another.",
        cure: "Move the element, or use another for its parent.", example: "<ul><p>…</p></ul>")
    static let missingChild = Rule(
        "H008-missing-child", "Elements have the children they cannot do without.",
        why: "A list of details without summary, or a table without body, is incomplete.",
        cure: "Add the child, in the place that the message names.",
        example: "<details><p>…</p></details>")
    static let textNotAllowed = Rule(
        "H009-text-not-allowed", "Characters stand only where text is allowed.",
        why: "The HTML parser moves stray text out of tables and lists.",
        cure: "Put the text into a cell, an item or a paragraph.",
        example: "<table>Prices<tbody>…</tbody></table>")
    static let forbiddenAncestor = Rule(
        "H010-forbidden-ancestor",
        "No link in a link, form in a form, heading in a term, and their like.",
        why: "The HTML parser closes the outer one; assistive software loses the inner.",
        cure: "Take the inner element out of the outer one.",
        example: "<a href=\"/a/\"><a href=\"/b/\">…</a></a>")
}
