/// In `dl` and its groups: terms first, then at least one description, again and again.
struct DescriptionListRules {
    static let tags: Set<Tag> = [.dl, .dt, .dd, .div]

    private enum Last { case nothing, term, description, group }

    private var lists: [(offset: Int, last: Last)] = []

    mutating func open(_ element: OpenElement, parent: Tag?, into findings: inout Findings) {
        let isGroup = element.tag == .div && parent == .dl
        if isGroup, let list = lists.indices.last {
            if lists[list].last != .nothing, lists[list].last != .group {
                findings.add(
                    .descriptionList, at: element.offset, "a group beside terms without a group")
            }
            lists[list].last = .group
        }
        if element.tag == .dl || isGroup {
            lists.append((element.offset, .nothing))
            return
        }
        guard let list = lists.indices.last, element.tag == .dt || element.tag == .dd else {
            return
        }
        if lists[list].last == .group {
            findings.add(
                .descriptionList, at: element.offset, "\(element.rule.name) beside groups")
        } else if element.tag == .dd, lists[list].last == .nothing {
            findings.add(.descriptionList, at: element.offset, "dd without a dt before it")
        }
        lists[list].last = element.tag == .dt ? .term : .description
    }

    /// - Parameter parent: The element around the one that closes.
    mutating func close(_ tag: Tag?, parent: Tag?, into findings: inout Findings) {
        guard tag == .dl || (tag == .div && parent == .dl), let list = lists.popLast() else {
            return
        }
        if list.last == .term {
            findings.add(.descriptionList, at: list.offset, "the last dt has no dd")
        }
    }
}

extension Rule {
    static let descriptionList = Rule(
        "H021-unpaired-description", "In dl, terms come first and each group has a description.",
        why: "Readers hear a value without its name.",
        cure: "Write dt before dd, and a dd for each dt.", example: "<dl><dd>…</dd></dl>")
}
