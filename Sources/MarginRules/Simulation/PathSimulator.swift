package import MarginModel

/// Assesses an account at every step of a path of prices, with deposits and funding as they land.
///
/// - A mark is the last price of the position's symbol, or of its base asset, at or before the
///   step, and at most as old as a mark price may be; an older one is missing, and the step is
///   incomplete. Index prices of coin collateral follow the same rule.
/// - A deposit of the plan is sent at the path's first instant and credited once its route has
///   confirmed. What the plan closes is not simulated: the path shows what the money alone does.
/// - Funding is booked at each settlement after the path's first instant, on the mark of then.
package struct PathSimulator: Sendable {
    let assessment: Assessment
    let plan: ActionPlan
    let conditions: MarginConditions

    package init(assessment: Assessment, plan: ActionPlan, conditions: MarginConditions) {
        self.assessment = assessment
        self.plan = plan
        self.conditions = conditions
    }

    package static let mostSteps: Int64 = 100_000

    /// - Parameter everySeconds: At least 1.
    package func run(_ path: PricePath, everySeconds: Int64) -> AuditRow<PathReport> {
        guard let first = path.points.first?.at, let last = path.points.last?.at else {
            return .notComputable("the path holds no prices")
        }
        guard assessment.account.accountMode != .portfolio else {
            return .notComputable("portfolio margin comes from the venue's own stress grid")
        }
        guard everySeconds > 0, last.seconds(since: first) / everySeconds < Self.mostSteps else {
            return .notComputable("the path has more than \(Self.mostSteps) steps")
        }
        var walk = PathWalk(
            assessment: assessment, path: path, conditions: conditions,
            credits: PlannedCredit.all(of: plan, in: assessment.account, sentAt: first))
        var steps: [PathReport.Step] = []
        var at = first
        while at <= last {
            steps.append(walk.step(to: at))
            at = at.advanced(bySeconds: everySeconds)
        }
        return .found(
            PathReport(
                steps: steps, maximumPriceAgeSeconds: conditions.maximumAges.markPriceSeconds))
    }
}

extension PathReport {
    init(steps: [Step], maximumPriceAgeSeconds: Int64) {
        let known = steps.filter { $0.state != .incomplete }
        let call = known.first { $0.state >= .call }
        self.init(
            steps: steps, callAt: call?.at,
            cureAt: call.flatMap { call in
                known.first { $0.at > call.at && $0.state < .call }?.at
            },
            liquidationAt: known.first { $0.state >= .liquidation }?.at,
            maximumPriceAgeSeconds: maximumPriceAgeSeconds)
    }
}
