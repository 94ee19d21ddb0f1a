import MarginModel

/// What was computed of an account and holds after an edit of something else in it.
///
/// A class because it is large and never changes: copies share it.
final class KnownAccount: Sendable {
    struct Pool: Sendable {
        let sums: PoolSums
        let compiled: CompiledPool
    }

    let positions: [Position]
    /// The same, each resolved by itself.
    let terms: [PositionTerms]
    /// Margins of the same positions, and the figures that a position has of its own; `nil` where what
    /// stands beside a position decides.
    fileprivate let measured: [MeasuredPosition?]
    fileprivate let figures: [PositionAssessment?]
    fileprivate let pools: [Pool]
    /// Whether nothing is missing of any of them.
    let isWhole: Bool
    /// An edit takes away from an account or adds to what is there, so that it brings none about.
    let hasContradictions: Bool

    /// Before anything is computed.
    init(_ account: Account, _ terms: [PositionTerms]) {
        positions = account.positions
        self.terms = terms
        measured = Array(repeating: nil, count: terms.count)
        figures = Array(repeating: nil, count: terms.count)
        pools = []
        isWhole = terms.allSatisfy(\.given.isWhole)
        hasContradictions = !account.contradictions.isEmpty
    }

    /// As it was assessed. The figures of a position that an assessment prints are not its own alone.
    init(_ assessment: Assessment, _ each: [PositionTerms]) {
        var measured: [MeasuredPosition?] = Array(repeating: nil, count: each.count)
        for pool in assessment.compiled {
            for (place, member) in pool.pool.members.enumerated()
            where member === each[member.index] {
                measured[member.index] = pool.measured[place]
            }
        }
        positions = assessment.account.positions
        terms = each
        self.measured = measured
        figures = Array(repeating: nil, count: each.count)
        pools = assessment.compiled.map { Pool(sums: PoolSums($0.measured), compiled: $0) }
        isWhole = each.allSatisfy(\.given.isWhole)
        hasContradictions = !assessment.account.contradictions.isEmpty
    }

    init(
        _ positions: [Position], _ each: [PositionTerms],
        _ results: [PoolAssessor.Result], hasContradictions: Bool
    ) {
        var measured: [MeasuredPosition?] = Array(repeating: nil, count: each.count)
        var figures: [PositionAssessment?] = Array(repeating: nil, count: each.count)
        for result in results {
            let members = result.compiled.pool.members
            for (place, member) in members.enumerated() where member === each[member.index] {
                measured[member.index] = result.compiled.measured[place]
                figures[member.index] = result.positions[place].assessment
            }
        }
        self.positions = positions
        terms = each
        self.measured = measured
        self.figures = figures
        pools = results.map { Pool(sums: $0.sums, compiled: $0.compiled) }
        isWhole = each.allSatisfy(\.given.isWhole)
        self.hasContradictions = hasContradictions
    }

    /// Whether `others` are these positions, by their place in memory: nothing that is kept here is written.
    func holds(_ others: [Position]) -> Bool {
        positions.count == others.count
            && positions.withUnsafeBufferPointer { mine in
                others.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
            }
    }
}

/// An account in which one position was changed or closed.
struct PositionEdit {
    /// With the money booked, and the positions as they were.
    let credited: Account
    let place: Int
    /// The position after it; `nil` where it is closed.
    let left: Position?

    var account: Account {
        var account = credited
        if let left { account.positions[place] = left } else { account.positions.remove(at: place) }
        return account
    }
}

extension KnownAccount {
    /// One of its pools in `account`, which has other money, after an edit of a position beside others. `nil`
    /// where more than that is changed, or where it is another account.
    func assessor(
        _ id: String, of account: Account, after edit: PositionEdit? = nil,
        _ conditions: MarginConditions
    ) -> PoolAssessor? {
        let rules = account.rules
        guard isWhole, !hasContradictions, !rules.tiersByFamily, holds(account.positions),
            let known = pools.first(where: { $0.compiled.pool.id == id }), known.sums.isWhole,
            !known.compiled.pool.holdsUnmodelled, known.compiled.pool.weighed.isEmpty
        else { return nil }
        var members = known.compiled.pool.members
        var (measured, sums) = (known.compiled.measured, known.sums)
        var place: Int?
        if let edit {
            guard account.openOrders.isEmpty,
                let found = members.firstIndex(where: { $0.index == edit.place })
            else { return nil }
            sums.add(measured[found], isTakenOff: true)
            if let left = edit.left {
                var resolver = TermsResolver(account: account, conditions: conditions)
                members[found] = resolver.resolve(left, at: edit.place, marksAreStale: false)
                guard members[found].given.isWhole else { return nil }
                place = found
            } else {
                members.remove(at: found)
                measured.remove(at: found)
            }
        }
        guard !members.isEmpty else { return nil }
        var builder = PoolBuilder(account: account, rules: rules, conditions: conditions)
        let edited = builder.rebuild(known.compiled.pool, members)
        guard edited.id == id, edited.weighed.isEmpty else { return nil }
        if let place {
            measured[place] = MeasuredPosition(members[place], in: edited, rules)
            sums.add(measured[place], isTakenOff: false)
        }
        return PoolAssessor(
            pool: edited, account: account, rules: rules, conditions: conditions, solving: false,
            unchanged: UnchangedPositions(known: self, places: []), prepared: (measured, sums))
    }
}

/// What positions of a pool come to together, in its unit; `nil` as soon as one is missing.
struct PoolSums: Sendable {
    private(set) var unrealizedPnl: Exact? = .zero
    private(set) var initialMargin: Exact? = .zero
    private(set) var maintenanceMargin: Exact? = .zero
    private(set) var requirement: Exact? = .zero

    init(_ measured: [MeasuredPosition]) {
        for position in measured { add(position, isTakenOff: false) }
    }

    /// After an edit, at the cost of what was changed.
    init(_ measured: [MeasuredPosition], after known: KnownAccount.Pool) {
        self = known.sums
        guard isWhole else {
            self.init(measured)
            return
        }
        // Positions are taken out or changed, and never moved.
        var next = 0
        for position in measured {
            if let place = known.compiled.measured[next...].firstIndex(where: { $0 === position }) {
                for gone in known.compiled.measured[next..<place] { add(gone, isTakenOff: true) }
                next = place + 1
            } else {
                add(position, isTakenOff: false)
            }
        }
        for gone in known.compiled.measured[next...] { add(gone, isTakenOff: true) }
    }

    var isWhole: Bool {
        unrealizedPnl != nil && initialMargin != nil && maintenanceMargin != nil
            && requirement != nil
    }

    mutating func add(_ position: MeasuredPosition, isTakenOff: Bool) {
        func added(_ sum: Exact?, _ figure: Exact?) -> Exact? {
            guard let sum, let figure = position.counted(figure) else { return nil }
            return isTakenOff ? sum - figure : sum + figure
        }
        unrealizedPnl = added(unrealizedPnl, position.unrealizedPnl)
        initialMargin = added(initialMargin, position.initialMargin)
        maintenanceMargin = added(maintenanceMargin, position.maintenanceMargin)
        requirement = added(requirement, position.requirement)
    }
}

/// The positions of an edited account that are as they were.
struct UnchangedPositions {
    let known: KnownAccount?
    /// By place in the edited account; empty where none is asked for.
    let places: [Int?]

    static let none = UnchangedPositions(known: nil, places: [])

    private func place(of terms: PositionTerms) -> Int? {
        places.isEmpty ? nil : places[terms.index]
    }

    func measured(
        _ terms: PositionTerms, in pool: MarginPool, _ rules: any VenueRules
    ) -> MeasuredPosition {
        if let known, let place = place(of: terms), let measured = known.measured[place],
            measured.counts(in: pool)
        {
            return measured
        }
        return MeasuredPosition(terms, in: pool, rules)
    }

    func figures(of terms: PositionTerms, in pool: MarginPool) -> PositionAssessment? {
        guard let known, let place = place(of: terms), let figures = known.figures[place],
            figures.pool == pool.id
        else { return nil }
        return figures
    }

    func pool(_ id: String) -> KnownAccount.Pool? {
        known?.pools.first { $0.compiled.pool.id == id }
    }
}
