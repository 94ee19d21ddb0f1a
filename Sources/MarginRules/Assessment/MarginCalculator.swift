import MarginModel

/// Assesses accounts by their venues' own rules: values in, values out, no state.
package struct MarginCalculator: Sendable {
    package let conditions: MarginConditions
    /// The account whose edits are assessed; `nil` where it is no edit. Nothing is said of an edited account
    /// but its figures.
    private let known: KnownAccount?

    package init(_ conditions: MarginConditions) { self.init(conditions, known: nil) }

    private init(_ conditions: MarginConditions, known: KnownAccount?) {
        self.conditions = conditions
        self.known = known
    }

    /// The same under another policy, for edits of one account.
    func with(_ policy: Policy, of account: Account) -> MarginCalculator {
        var conditions = conditions
        conditions.policy = policy
        guard account.accountMode != .portfolio, !account.positions.isEmpty else {
            return MarginCalculator(conditions)
        }
        var resolver = TermsResolver(account: account, conditions: conditions)
        resolver.resolveEach()
        let known = KnownAccount(account, resolver.each)
        return MarginCalculator(conditions, known: known).edit(account).calculator
    }

    /// The same for edits of the account that `assessment` describes.
    func knowing(_ assessment: Assessment) -> MarginCalculator {
        let account = assessment.account
        guard !assessment.compiled.isEmpty else { return self }
        var each = assessment.compiled.flatMap(\.pool.members)
        if account.rules.tiersByFamily {
            var resolver = TermsResolver(account: account, conditions: conditions)
            resolver.resolveEach()
            each = resolver.each
        } else if assessment.compiled.count > 1 {
            each.sort { $0.index < $1.index }
        }
        return MarginCalculator(conditions, known: KnownAccount(assessment, each))
    }

    /// An edited account assessed, and what further edits of it are assessed with.
    func edit(_ account: Account) -> (assessment: Assessment, calculator: MarginCalculator) {
        let (assessment, known) = assessed(account, solving: true)
        return (assessment, MarginCalculator(conditions, known: known))
    }

    /// The same after an edit of one position.
    func edit(_ edit: PositionEdit) -> (assessment: Assessment, calculator: MarginCalculator) {
        let isKnown = known?.holds(edit.credited.positions) ?? false
        let (assessment, known) = assessed(
            edit.account, solving: true, changing: isKnown ? edit.place : nil)
        return (assessment, MarginCalculator(conditions, known: known))
    }

    /// Positions with everything resolved that the rules need.
    func resolver(for account: Account) -> TermsResolver {
        TermsResolver(account: account, conditions: conditions, known: known)
    }

    /// Whether parts of the account exclude each other.
    private func isContradictory(_ account: Account) -> Bool {
        known?.hasContradictions == false ? false : !account.contradictions.isEmpty
    }

    /// Whether isolated positions give their whole balance alone, where the venue counts what is in it.
    private func lacksExtraMargin(_ account: Account) -> Bool {
        account.rules.keepsExtraMargin
            && account.positions.contains {
                $0.extraMargin == nil && $0.isolatedWallet != nil && account.isIsolated($0)
            }
    }

    /// The account with the extra margin of isolated positions that give their whole balance alone.
    func completed(_ account: Account) -> Account {
        guard lacksExtraMargin(account) else { return account }
        var account = account
        var resolver = resolver(for: account)
        for terms in resolver.resolve() {
            let position = terms.position
            guard position.extraMargin == nil, account.isIsolated(position) else { continue }
            account.positions[terms.index].extraMargin = position.isolatedWallet.flatMap {
                account.rules.extraMargin(in: Exact($0), of: terms)?.decimal
            }
        }
        return account
    }

    /// What the rules say of a complete account, the venue's own figures left aside.
    ///
    /// - Parameters:
    ///   - solving: Whether prices and moves to liquidation are wanted; of an edited account the moves alone.
    ///   - pricesEdits: Whether prices of an edited account are wanted, too.
    func assess(_ account: Account, solving: Bool, pricesEdits: Bool = false) -> Assessment {
        assessed(account, solving: solving, pricesEdits: pricesEdits).assessment
    }

    private func assessed(
        _ account: Account, solving: Bool, pricesEdits: Bool = false, changing place: Int? = nil
    ) -> (assessment: Assessment, known: KnownAccount?) {
        let rules = account.rules
        guard account.accountMode != .portfolio else {
            return (PortfolioAssessor(account: account, conditions: conditions).assess(), nil)
        }
        var resolver = TermsResolver(
            account: account, conditions: conditions, known: known, changed: place)
        let terms = resolver.resolve()
        var builder = PoolBuilder(account: account, rules: rules, conditions: conditions)
        let pools = builder.build(terms)
        let isEdit = known != nil
        let contradictions = known?.hasContradictions == false ? [] : account.contradictions
        var reasons = resolver.reasons + builder.reasons + contradictions
        if !isEdit { reasons += consistencyReasons(account) }
        var impossible: Set<Int> = []
        if solving, !isEdit {
            let doubts = Plausibility(account, conditions)
            reasons += doubts.reasons(terms)
            impossible = doubts.impossibleMarks(terms)
        }
        var poolAssessments: [PoolAssessment] = []
        var positions: [(index: Int, assessment: PositionAssessment)] = []
        var distances: [Distance] = []
        var results: [PoolAssessor.Result] = []
        for pool in pools {
            var assessor = PoolAssessor(
                pool: pool, account: account, rules: rules, conditions: conditions,
                isContradictory: !contradictions.isEmpty, solving: solving,
                pricesEdits: pricesEdits, unchanged: resolver.unchanged)
            let result = assessor.assess()
            results.append(result)
            poolAssessments.append(result.pool)
            positions += result.positions
            distances.append(result.distance)
            reasons += assessor.reasons
        }
        positions.sort { $0.index < $1.index }
        let distance = Distance.nearest(of: distances)
        let state = AccountState.worst(of: poolAssessments.map(\.state))
        if solving, !isEdit, !positions.isEmpty, state < .liquidation {
            reasons += distance.reasons
        }
        var assessment = Assessment(
            account: account, state: state, reasons: reasons,
            pools: poolAssessments, positions: positions.map(\.assessment),
            distance: distance,
            reconciliation: [],
            provenance: provenance(account, rules, solving && !isEdit ? terms : []))
        if solving, !isEdit { assessment.compiled = results.map(\.compiled) }
        if !impossible.isEmpty {
            let pools = Set(
                positions.filter { impossible.contains($0.index) }.map(\.assessment.pool))
            assessment.withholdState { pools.contains($0.id) }
        }
        if !isEdit { assessment.tell(assessment.debts) }
        if positions.isEmpty, resolver.reasons.contains(where: { $0.code == .stale }) {
            assessment.withholdState()
        }
        if !isEdit { assessment.takeWordOfLiquidation() }
        let after = known.map {
            KnownAccount(
                account.positions, resolver.each, results, hasContradictions: $0.hasContradictions)
        }
        return (assessment, after)
    }

    /// One pool of the account alone: what a search over amounts and lots needs, at a fraction of the
    /// work. `nil` when the account has no such pool.
    func pool(_ id: String, of account: Account) -> PoolAssessment? {
        guard account.accountMode != .portfolio else {
            return PortfolioAssessor(account: account, conditions: conditions).assess().pool(id)
        }
        return assessor(id, of: account)?.poolAssessment
    }

    /// Of one pool alone, after an edit.
    func assessor(_ id: String, after edit: PositionEdit) -> PoolAssessor? {
        known?.assessor(id, of: edit.credited, after: edit, conditions)
            ?? assessor(id, of: edit.account)
    }

    /// Of one pool alone.
    func assessor(_ id: String, of account: Account) -> PoolAssessor? {
        if let known = known?.assessor(id, of: account, conditions) { return known }
        var resolver = resolver(for: account)
        var builder = PoolBuilder(account: account, rules: account.rules, conditions: conditions)
        return builder.build(resolver.resolve()).first { $0.id == id }.map { pool in
            PoolAssessor(
                pool: pool, account: account, rules: account.rules, conditions: conditions,
                isContradictory: isContradictory(account), solving: false,
                unchanged: resolver.unchanged)
        }
    }

    /// One position of the account.
    func terms(at index: Int, of account: Account) -> PositionTerms {
        if let known, known.holds(account.positions), !account.rules.tiersByFamily {
            return known.terms[index]
        }
        var resolver = resolver(for: account)
        return resolver.resolve()[index]
    }

    /// What the account's positions stand against, before anything is assessed.
    func pools(of account: Account) -> [MarginPool] {
        var resolver = resolver(for: account)
        var builder = PoolBuilder(account: account, rules: account.rules, conditions: conditions)
        return builder.build(resolver.resolve())
    }

    private func consistencyReasons(_ account: Account) -> [AssessmentReason] {
        var reasons: [AssessmentReason] = []
        if account.environment == .testnet {
            reasons.append(
                AssessmentReason(
                    .testnet, at: "environment",
                    "the account is on a test network: prices are simulated and no money moves"))
        }
        if account.positions.isEmpty && account.unmodelled.isEmpty {
            reasons.append(
                AssessmentReason(.noPosition, at: "positions", "the account holds no open position")
            )
        }
        return reasons
    }

    private func provenance(
        _ account: Account, _ rules: any VenueRules, _ terms: [PositionTerms]
    ) -> Provenance {
        var sheets: [Provenance.Sheet] = []
        var prices: [Provenance.Price] = []
        var named: Set<ObjectIdentifier> = []
        sheets.reserveCapacity(terms.count)
        prices.reserveCapacity(terms.count)
        for member in terms {
            if let table = member.table, named.insert(ObjectIdentifier(table)).inserted {
                sheets.append(
                    Provenance.Sheet(
                        symbol: table.sheet.symbol, asOf: table.sheet.asOf, source: table.source))
            }
            guard member.markPrice != nil else { continue }
            let indicative = member.priceKind == .indicative
            prices.append(
                Provenance.Price(
                    symbol: member.position.symbol, kind: member.priceKind,
                    source: indicative
                        ? conditions.indicative?.source ?? "" : account.venue.displayName,
                    asOf: indicative
                        ? conditions.indicative?.asOf ?? account.asOf : account.asOf))
        }
        return Provenance(
            rules: rules.title(for: account), ruleSources: rules.sources, sheets: sheets,
            prices: prices, clock: conditions.clock)
    }
}

extension Distance {
    /// The nearest of several pools' distances and the largest deficit.
    static func nearest(of distances: [Distance]) -> Distance {
        Distance(
            down: nearest(of: distances.map(\.down)), up: nearest(of: distances.map(\.up)),
            deficit: distances.compactMap(\.deficit).max())
    }

    /// A pool whose move lies beyond its tiers hides no nearer one; one that is not modelled may.
    private static func nearest(of sides: [Side]) -> Side {
        if let unknown = sides.first(where: { $0.withheld == .notModelled }) { return unknown }
        return sides.filter { $0.percent != nil }
            .min { ($0.percent ?? .zero).magnitude < ($1.percent ?? .zero).magnitude }
            ?? sides.first { $0.withheld != nil } ?? Side()
    }

    /// Why a move is `nil`. One side alone that nothing triggers is the rule, and no reason.
    var reasons: [AssessmentReason] {
        let place = "distance.jointMovePercent"
        if down.percent == nil, up.percent == nil, !isWithheld {
            return [
                AssessmentReason(
                    .noLiquidation, at: place,
                    "no move of all prices by the same percentage brings liquidation")
            ]
        }
        return [(down, "down"), (up, "up")].compactMap { side, name in
            side.withheld.map { code in
                AssessmentReason(
                    code, at: "\(place).\(name)",
                    code == .beyondLastTier
                        ? "the move of all prices that liquidates lies beyond "
                            + "\(side.tiersEndAtPercent?.rounded(places: 0)?.description ?? "?")%, "
                            + "where a position is larger than the last tier in the sheet"
                        : "a contract settles in a coin whose price moves with all others, so the move "
                            + "of all prices that liquidates is not computed")
            }
        }
    }
}
