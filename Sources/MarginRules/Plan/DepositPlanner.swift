import MarginModel

/// Which of the owner's funds can arrive in time, and in which order to use them.
struct DepositPlanner {
    let account: Account
    let policy: Policy

    /// One transfer: what leaves, what it costs, what is credited.
    struct Transfer: Sendable {
        let funds: AvailableFunds
        /// Credited to the margin account, in the fund's asset.
        let credited: Exact
        let fee: Exact
    }

    /// One source where one suffices, the cheapest such; else the quickest first until the amount
    /// is covered (article: Fund 1, 3, 5).
    ///
    /// `funds`: the ones to use, or `nil` for any.
    func transfers(
        covering amount: Exact, of coin: String, among funds: [AvailableFunds]? = nil
    ) -> (transfers: [Transfer], covered: Exact, skipped: [SkippedStep]) {
        let (all, skipped) = usable(for: coin)
        let usable = funds.map { funds in all.filter { funds.contains($0.funds) } } ?? all
        let single = usable.filter { $0.credited >= amount }
            .min { ($0.fee, $0.seconds) < ($1.fee, $1.seconds) }
        if let single {
            return (
                [Transfer(funds: single.funds, credited: amount, fee: single.fee)], amount, skipped
            )
        }
        var chosen: [Transfer] = []
        var open = amount
        for transfer in usable.sorted(by: { ($0.seconds, $0.fee) < ($1.seconds, $1.fee) }) {
            guard open.isPositive else { break }
            let credited = min(open, transfer.credited)
            chosen.append(Transfer(funds: transfer.funds, credited: credited, fee: transfer.fee))
            open -= credited
        }
        return (chosen, amount - max(.zero, open), skipped)
    }

    /// What each fund that arrives in time can credit at most, and why the others are left out.
    func usable(for coin: String) -> (usable: [Transfer], skipped: [SkippedStep]) {
        var skipped: [SkippedStep] = []
        var usable: [Transfer] = []
        for funds in account.funds {
            if let why = reasonNotToUse(funds, coin: coin) {
                skipped.append(
                    SkippedStep(
                        kind: .deposit,
                        why: "\(funds.amount) \(funds.asset) from \(funds.place): \(why)",
                        source: "policy"))
                continue
            }
            let fee = Exact(funds.fee ?? .zero)
            let most = (Exact(funds.amount) - fee)
                .rounded(toMultipleOf: PlanTargets.step(of: coin), .down)
            if most.isPositive {
                usable.append(Transfer(funds: funds, credited: most, fee: fee))
            }
        }
        return (usable, skipped)
    }

    private func reasonNotToUse(_ funds: AvailableFunds, coin: String) -> String? {
        if funds.asset != coin { return "the pool is margined in \(coin)" }
        if !funds.isVerified { return "the route is not verified" }
        guard let seconds = funds.confirmationSeconds else {
            return "its confirmation time is not known"
        }
        if seconds > policy.confirmationSeconds {
            return "it confirms in \(seconds) s, over the \(policy.confirmationSeconds) s allowed"
        }
        if seconds > policy.deadlineSeconds {
            return "it confirms in \(seconds) s, after the deadline of \(policy.deadlineSeconds) s"
        }
        if funds.fee == nil { return "its fee is not known" }
        return nil
    }
}

extension DepositPlanner.Transfer {
    fileprivate var seconds: Exact { Exact(funds.confirmationSeconds ?? .zero) }
}
