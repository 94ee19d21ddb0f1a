/// The content model: which element may stand where, in which order, with or without text.
struct Nesting {
    struct Frame {
        /// `nil` for an element that the profile does not know; its content is not judged.
        fileprivate let reference: Unmanaged<ElementRule>?
        let tag: Tag?
        /// The element's place in the profile.
        let number: Int?
        let offset: Int
        fileprivate let slots: FixedList<Slot>
        fileprivate var slot = 0
        fileprivate var count = 0
        fileprivate var sawCaption = false
        fileprivate let allowsText: Bool
        /// False in an unknown element, and in what takes its content model from one.
        fileprivate let isJudged: Bool
        fileprivate let forbidden: NameSet

        fileprivate var rule: ElementRule? { reference?._withUnsafeGuaranteedRef { $0 } }
    }

    /// What a group of a description list holds.
    private static let groupSlots: FixedList<Slot> = [.some([.dt, .dd])]

    private(set) var frames: [Frame] = []

    init() { frames.reserveCapacity(32) }

    /// The innermost open element, `nil` when none is open or the profile does not know it.
    var parentTag: Tag? { frames.isEmpty ? nil : frames[frames.count - 1].tag }

    /// Where the start tag of the innermost open element begins.
    var parentOffset: Int { frames.isEmpty ? 0 : frames[frames.count - 1].offset }

    /// Its place in the profile.
    var parentNumber: Int? { frames.isEmpty ? nil : frames[frames.count - 1].number }

    var isEmpty: Bool { frames.isEmpty }

    mutating func openUnknown(at offset: Int) {
        frames.append(
            Frame(
                reference: nil, tag: nil, number: nil, offset: offset, slots: .none,
                allowsText: true, isJudged: false,
                forbidden: inherited))
    }

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        if frames.isEmpty {
            if element.tag != .html && element.tag != .svg {
                findings.add(
                    .childNotAllowed, at: element.offset, "\(element.rule.name) cannot be the root")
            }
        } else {
            checkAncestors(of: element, into: &findings)
            place(element, into: &findings)
        }
        push(element)
    }

    mutating func close(into findings: inout Findings) {
        guard let frame = frames.popLast(), !frame.slots.isEmpty else { return }
        var count = frame.count
        for index in frame.slot..<max(frame.slot, frame.slots.count) {
            if count < frame.slots[index].minimum {
                findings.add(
                    .missingChild, at: frame.offset,
                    "\(frame.rule?.name ?? "") has no \(Self.names(frame.slots[index].wanted))")
            }
            count = 0
        }
    }

    /// Judges a run of text that is not white space.
    func checkText(at offset: Int, into findings: inout Findings) {
        guard let frame = frames.last, !frame.allowsText, let rule = frame.rule else { return }
        findings.add(.textNotAllowed, at: offset, "text directly in \(rule.name)")
    }

    private var inherited: NameSet { frames.last?.forbidden ?? .empty }

    private func checkAncestors(of element: OpenElement, into findings: inout Findings) {
        // A link or a button is one stop of the keyboard.
        if inherited.contains(Tag.button.number), element.has(.tabindex) {
            findings.add(
                .forbiddenAncestor, at: element.offset,
                "\(element.rule.name) with tabindex inside a link or a button")
        }
        guard inherited.contains(element.number),
            !(element.tag == .input && element.isValue(.type, "hidden")),
            let ancestor = frames.last(where: {
                $0.rule?.forbidden.contains(element.number) ?? false
            })
        else { return }
        findings.add(
            .forbiddenAncestor, at: element.offset,
            "\(element.rule.name) inside \(ancestor.rule?.name ?? "")")
    }

    /// Finds the slot of the parent that takes the element, and says so when none does.
    private mutating func place(_ element: OpenElement, into findings: inout Findings) {
        let last = frames.count - 1
        guard frames[last].tag != nil, frames[last].isJudged else { return }
        let number = element.number
        var index = frames[last].slot
        var count = frames[last].count
        while index < frames[last].slots.count {
            if frames[last].slots[index].allowed.contains(number),
                count < frames[last].slots[index].maximum
            {
                break
            }
            index += 1
            count = 0
        }
        guard index < frames[last].slots.count,
            !(element.tag == .figcaption && frames[last].sawCaption)
        else {
            if let rule = frames[last].rule {
                findings.add(
                    .childNotAllowed, at: element.offset,
                    refusal(of: element.rule, in: frames[last], rule: rule))
            }
            return
        }
        for skipped in frames[last].slot..<index {
            let slot = frames[last].slots[skipped]
            let had = skipped == frames[last].slot ? frames[last].count : 0
            if had < slot.minimum {
                findings.add(
                    .missingChild, at: element.offset,
                    "\(frames[last].rule?.name ?? "") needs \(Self.names(slot.wanted)) before \(element.rule.name)"
                )
            }
        }
        if element.tag == .figcaption { frames[last].sawCaption = true }
        frames[last].slot = index
        frames[last].count = count + 1
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
        let (content, forbidden) = element.unmanagedRule._withUnsafeGuaranteedRef {
            ($0.content, $0.forbidden)
        }
        switch content {
        case .void: break
        case .text: allowsText = true
        case .transparent:
            if let parent = frames.last {
                slots = parent.slot < parent.slots.count ? parent.slots.only(parent.slot) : .none
                allowsText = parent.allowsText
                isJudged = parent.isJudged
            }
        case .children(let own, let text):
            (slots, allowsText) = (own, text)
            // A group of a description list.
            if element.tag == .div, parentTag == .dl {
                (slots, allowsText) = (Self.groupSlots, false)
            }
        }
        frames.append(
            Frame(
                reference: element.unmanagedRule, tag: element.tag, number: element.number,
                offset: element.offset, slots: slots, allowsText: allowsText, isJudged: isJudged,
                forbidden: inherited.union(forbidden)))
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
