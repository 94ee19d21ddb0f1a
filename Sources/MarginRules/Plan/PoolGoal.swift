package import MarginModel

/// What a pool must gain to meet the plan's goal, in numbers that need no division.
///
/// The goal is requirement ≤ t × equity, and requirement under the venue's warning. With
/// t = numerator ÷ denominator the gap is denominator × requirement − numerator × equity.
struct PoolGoal {
    let numerator: Exact
    let denominator: Exact
    /// Whether the target is the warning itself, which has to be passed and not only reached.
    let isStrict: Bool

    init(target: Exact, policy: Policy, venue: Venue) {
        let warning = venue.rules.warning(policy.bounds)
        let (top, bottom) = (Exact(warning.numerator), Exact(warning.denominator))
        isStrict = target >= top.divided(by: bottom) ?? .one
        (numerator, denominator) = isStrict ? (top, bottom) : (target, .one)
    }

    func gap(requirement: Exact, equity: Exact) -> Exact {
        denominator * requirement - numerator * equity
    }

    /// What a cut gains that saves `requirement` and takes `equity`.
    func gain(saving requirement: Exact, losing equity: Exact) -> Exact {
        denominator * requirement - numerator * equity
    }
}

extension Assessment {
    /// What the worst pool of a healthy account may lose, its requirement unchanged, until it is on
    /// watch, and the ratio at which it is.
    package func roomToWatch(_ policy: Policy) -> (loss: Exact, ratio: Exact)? {
        let warning = account.venue.rules.warning(policy.bounds)
        guard state == .healthy, let pool = worstPool, let equity = pool.equity,
            let requirement = pool.requirement, requirement.isPositive,
            let ratio = Exact(warning.numerator).divided(by: Exact(warning.denominator)),
            let least = requirement.divided(by: ratio)
        else { return nil }
        return (equity - least, ratio)
    }
}
