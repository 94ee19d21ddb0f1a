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
        assessment.tell(account.eventsAfter(conditions.clock))
        guard account.accountMode != .portfolio else { return assessment }
        assessment.reconciliation =
            Reconciler(account: account, conditions: conditions, assessment: assessment).rows()
        if !assessment.reconciliation.isEmpty {
            assessment.tell(assessment.profitDoubts)
            for found in VenueVerdict(assessment: assessment).findings {
                assessment.dispute(found.reason, pool: found.pool)
            }
        }
        return assessment
    }
}

extension Assessment {
    /// Positions whose profit the venue gives further off what entry and mark make than a mark moves between
    /// two of its answers: by more than a fiftieth of the value.
    fileprivate var profitDoubts: [AssessmentReason] {
        positions.enumerated().compactMap { index, figures in
            let position = figures.position
            guard let reported = position.reported?.unrealizedPnl,
                let computed = figures.unrealizedPnl, let value = figures.notional,
                (Exact(reported) - computed).magnitude * 50 > value.magnitude
            else { return nil }
            let shown = computed.rounded(places: 8)?.description ?? "another one"
            return AssessmentReason(
                .implausible, at: "positions[\(index)].reported.unrealizedPnl",
                "\(account.venue.displayName) reports an unrealized PnL of \(position.symbol) of "
                    + "\(reported), and its entry and mark make \(shown): one of the three is wrong"
            )
        }
    }
}

extension Account {
    /// A venue's clock may run this far ahead of ours.
    private static let clockSeconds: Int64 = 300

    /// What has a time that has not come: it is not counted, or counted at the wrong time.
    fileprivate func eventsAfter(_ clock: Instant) -> [AssessmentReason] {
        let latest = clock.advanced(bySeconds: Self.clockSeconds)
        let events =
            deposits.enumerated().map { ("deposits[\($0.offset)].sentAt", $0.element.sentAt) }
            + liquidations.enumerated().map { ("liquidations[\($0.offset)].at", $0.element.at) }
            + fundingPayments.enumerated().map {
                ("fundingPayments[\($0.offset)].at", $0.element.at)
            }
        return events.compactMap { place, at in
            guard let at, at > latest else { return nil }
            return AssessmentReason(
                .implausible, at: place,
                "\(at) is after the clock, \(clock), and cannot have happened")
        }
    }
}
