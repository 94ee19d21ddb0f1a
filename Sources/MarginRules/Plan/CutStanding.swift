/// Where the pools stand on the way through the search: what each still misses, and which money is
/// there.
struct CutStanding: Sendable {
    /// By pool. Below zero where a cross pool has some to spare.
    var needs: [Int128]
    /// The cross pool's equity less its initial margin.
    var available: Int128
    /// Money inside the account that the pools can share.
    var wallet: Int128
    var cost: Int128 = 0
    /// For each group, the size that is still to close before its lower tier applies.
    var missing: [Int128]

    mutating func close(_ count: Int, of item: CutItem) {
        needs[item.pool] -= item.gain(count)
        wallet += Int128(count) * item.releasedPerLot
        available += item.freed(count)
        cost += item.cost(count)
        if !missing.isEmpty { missing[item.group] -= item.size(count) }
    }

    mutating func closeWhole(_ item: CutItem, _ closing: CutItem.Closing) {
        needs[item.pool] = 0
        wallet += closing.leftover
        cost += closing.cost
    }
}

/// The money of one search, and what it has to cover.
struct CutMoney: Sendable {
    /// The cross pool whose money isolated positions can draw on.
    struct CrossPool: Sendable {
        /// Its place among the needs.
        let place: Int
        /// Whether it has to reach the goal or stay there. Else it may stay short of it.
        let mustMeetGoal: Bool
    }

    /// What the chosen funds credit, in whole steps.
    let outside: Int128
    /// The smallest amount that is moved or credited.
    let step: Int128
    let cross: CrossPool?

    /// Whether the money covers what every pool misses, each amount in whole steps.
    func covers(_ standing: CutStanding) -> Bool {
        var isolated: Int128 = 0
        for pool in standing.needs.indices where pool != cross?.place {
            isolated += up(max(0, standing.needs[pool]))
        }
        guard let cross else {
            return standing.wallet >= 0 && isolated <= outside + down(standing.wallet)
        }
        // What is inside the account is the cross pool's own.
        let spare = standing.wallet - standing.needs[cross.place]
        guard spare >= 0 else {
            return cross.mustMeetGoal
                ? up(-spare) + isolated <= outside : standing.wallet >= 0 && isolated <= outside
        }
        return isolated <= outside + down(max(0, min(spare, standing.available + standing.wallet)))
    }

    /// What all pools miss beyond the money, if a cross pool's excess were free to leave it and
    /// steps could be split: never more than what cuts must gain.
    func shortage(_ standing: CutStanding) -> Int128 {
        var sum = -outside - standing.wallet
        for (pool, need) in standing.needs.enumerated() { sum += counted(need, of: pool) }
        return sum
    }

    /// One pool's part in it.
    func counted(_ need: Int128, of pool: Int) -> Int128 {
        guard let cross, pool == cross.place else { return max(0, need) }
        return cross.mustMeetGoal ? need : min(0, need)
    }

    func down(_ amount: Int128) -> Int128 {
        let rest = amount % step
        return amount - (rest < 0 ? rest + step : rest)
    }

    func up(_ amount: Int128) -> Int128 { -down(-amount) }
}
