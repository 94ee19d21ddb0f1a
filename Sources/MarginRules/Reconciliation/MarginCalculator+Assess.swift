package import MarginModel

extension MarginCalculator {
    /// What the venue's rules say of `account` now.
    ///
    /// Nothing is guessed: a figure whose inputs are missing, stale or impossible is `nil`, the
    /// state is `incomplete`, and `reasons` lists what is missing and where. A pool that is certain
    /// to be in liquidation decides the state even when another pool is incomplete.
    package func assess(_ account: Account) -> Assessment {
        let account = completed(account)
        var assessment = assess(account, solving: true)
        guard account.accountMode != .portfolio else { return assessment }
        assessment.reconciliation =
            Reconciler(account: account, conditions: conditions, assessment: assessment).rows()
        if !assessment.reconciliation.isEmpty {
            for found in VenueVerdict(assessment: assessment).findings {
                assessment.dispute(found.reason, pool: found.pool)
            }
        }
        return assessment
    }
}
