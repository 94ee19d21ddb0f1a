import MarginModel
import MarginRules
import PageRendering

/// The sample accounts with their assessments, plans and audits, in the order of their files. Each
/// is a worked example, assessed at its own instant.
struct SampleAccounts: Sendable {
    struct Sample: Sendable {
        let assessment: Assessment
        let plan: ActionPlan
        let audit: AuditReport

        var id: String { assessment.account.id }
        /// Where the sample's public report stands.
        var path: String { SampleAccountRow.path(of: id) }
    }

    let all: [Sample]
    private let exampleID: String?

    init(_ accounts: [Account], exampleID: String?, assessor: AccountAssessor) {
        all = accounts.map { account in
            let assessor = assessor.atItsInstant(account)
            let assessment = assessor.assess(account)
            let plan = assessor.plan(assessment)
            return Sample(
                assessment: assessment, plan: plan, audit: assessor.audit(assessment, plan: plan))
        }
        self.exampleID = exampleID
    }

    /// The account that articles compute their claims on: the one the settings name, else the worst
    /// that is complete.
    var example: Sample? {
        all.first { $0.id == exampleID }
            ?? all.filter { $0.assessment.state != .incomplete }
            .max { $0.assessment.state < $1.assessment.state }
    }
}
