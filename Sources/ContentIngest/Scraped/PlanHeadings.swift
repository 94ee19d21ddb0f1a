package import MarginModel

extension ArticleDraft {
    /// The part of a plan that each section is, by its heading's words; `nil` unless all are there, each once
    /// and in their order, with one list of steps.
    package var planParts: [PlanPart?]? {
        var parts: [PlanPart?] = []
        var rest = PlanPart.allCases[...]
        for section in sections {
            if let next = rest.first, section.hasOneListOfSteps, next.isNamed(in: section.title) {
                parts.append(next)
                rest.removeFirst()
            } else {
                parts.append(nil)
            }
        }
        return rest.isEmpty ? parts : nil
    }
}

extension DraftSection {
    fileprivate var hasOneListOfSteps: Bool {
        blocks.count { block in
            if case .steps = block { true } else { false }
        } == 1
    }
}

extension PlanPart {
    fileprivate func isNamed(in heading: String) -> Bool {
        let heading = heading.lowercased()
        return words.contains(where: heading.contains)
    }

    /// Beginnings of words.
    private var words: [String] {
        switch self {
        case .response: ["respon", "immediate", "first minute", "react", "right now"]
        case .fund: ["fund", "deposit", "inject", "top up", "collateral", "add margin"]
        case .adjust: ["adjust", "position", "reduc", "clos", "deleverag"]
        case .audit: ["audit", "review", "risk", "prevent", "afterwards"]
        }
    }
}
