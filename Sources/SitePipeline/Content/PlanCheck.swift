import MarginModel

/// Reports refer to the sections of one plan: it has all of them, and there is no other.
enum PlanCheck {
    static func problems(of articles: [Article]) -> [Diagnostic] {
        let plans = articles.filter { $0.kind == .plan }
        var problems = plans.compactMap { plan -> Diagnostic? in
            let ids = Set(plan.sections.map(\.id))
            let missing = PlanPart.allCases.filter { !ids.contains($0.rawValue) }
            guard !missing.isEmpty else { return nil }
            let names = missing.map { "{#\($0.rawValue)}" }.joined(separator: ", ")
            return Diagnostic(
                id: "plan-sections", at: plan.location,
                message: "reports refer to sections of a plan that this one lacks: \(names)",
                hint: "Name the sections so, as in '## Immediate response {#response}', or take "
                    + "'kind: plan' out.")
        }
        for other in plans.dropFirst() {
            problems.append(
                Diagnostic(
                    id: "plan-twice", at: other.location,
                    message: "there is another plan, \(plans[0].location.file), and reports can "
                        + "refer to one only",
                    hint: "Take 'kind: plan' out of one of the two."))
        }
        return problems
    }
}
