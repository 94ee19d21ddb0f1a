import MarginModel
package import MarginRules

/// What the sections of a report are made from.
struct ReportSubject {
    let assessment: Assessment
    let plan: ActionPlan?
    let audit: AuditReport?
    let sheet: VenueSheet?
    let history: AccountHistory?
    /// The site's with the account's own over it.
    let policy: Policy
    let positions: [PositionView]
    let numbers: NumberFormat
}

/// The sections of a report. A new one is a line here and the function that makes it.
enum ReportParts {
    private typealias Part = @Sendable (ReportSubject) -> [ReportSection?]

    /// In every report, in their order.
    private static let statement: [Part] = [
        { [PositionTable($0).section] },
        { [$0.pools] },
        { [SourceSection($0).section] },
    ]

    /// In a full report, after the statement.
    private static let annex: [Part] = [
        { subject in
            subject.audit.map { AuditSections($0, numbers: subject.numbers).outlook } ?? []
        },
        { subject in
            subject.history.map {
                ChangeSections(subject.assessment, history: $0, numbers: subject.numbers).all
            } ?? []
        },
        { [$0.skipped] },
        { subject in
            subject.audit.map { AuditSections($0, numbers: subject.numbers).audit } ?? []
        },
        { [$0.reconciliation] },
    ]

    static func sections(
        of subject: ReportSubject, _ extent: ReportExtent
    ) -> (statement: [ReportSection], annex: [ReportSection]) {
        let make = { (parts: [Part]) in parts.flatMap { $0(subject).compactMap(\.self) } }
        return (make(statement), extent == .full ? make(annex) : [])
    }
}

extension ReportSubject {
    var pools: ReportSection? {
        guard !assessment.pools.isEmpty || !assessment.account.collateral.isEmpty else {
            return nil
        }
        let figures: [(String, KeyPath<PoolAssessment, Exact?>)] = [
            ("Equity", \.equity), ("Requirement", \.requirement),
            ("Initial margin", \.initialMargin), ("Maintenance margin", \.maintenanceMargin),
        ]
        let columns = figures.map { title, figure in
            MoneyColumn(
                title, assessment.pools.map { ($0[keyPath: figure], $0.asset) }, numbers)
        }
        let isOne = assessment.pools.count < 2
        let total = PoolTotal(assessment)
        return ReportSection(
            id: "pools", title: isOne ? "Equity and collateral" : "Pools and collateral",
            tables: [
                ReportTable(
                    id: "pools-table",
                    caption: isOne
                        ? "The balance that all positions share, or the one position's own"
                        : "Each pool is money that stands together against one requirement: a "
                            + "shared balance, or an isolated position's own margin",
                    columns: [isOne ? "Account" : "Pool"] + columns.map { "#" + $0.title }
                        + ["#Margin use", "#Venue's ratio", "State"],
                    rows: assessment.pools.enumerated().map { index, pool in
                        let state = StateView(pool.state, by: pool.cause)
                        return [pool.name] + columns.map { $0.cells[index] } + [
                            MarginUse.text(pool, numbers), MarginUse.native(pool, numbers),
                            [state.word, state.cause].compactMap(\.self).joined(separator: ", "),
                        ]
                    },
                    foot: total.map { total in
                        [
                            ["All pools"]
                                + figures.map { total.sum($0.1, numbers) }
                                + [MarginUse.text(total.ratio, total.equity, numbers), "", ""]
                        ]
                    } ?? []),
                collateral,
            ])
    }

    private var collateral: ReportTable {
        ReportTable(
            id: "collateral-table",
            caption: "Wallet balances, without isolated wallets and unrealized profit or loss",
            columns: ["Asset", "#Wallet balance", "#Counted at", "#Index price"],
            rows: assessment.account.collateral.map { balance in
                [
                    balance.asset,
                    balance.walletBalance.map { numbers.decimal($0) } ?? Withholding.word,
                    balance.collateralRate.map { numbers.ratioPercent(Exact($0)) } ?? "not given",
                    balance.indexPrice.map { numbers.decimal($0) } ?? "not given",
                ]
            })
    }

    var skipped: ReportSection? {
        guard let skipped = plan?.skipped, !skipped.isEmpty else { return nil }
        return ReportSection(
            id: "skipped", title: "Steps left out",
            items: skipped.map { step in
                let kind = step.kind.rawValue.split(separator: "-").joined(separator: " ")
                return "\(kind.capitalised): \(numbers.prose(step.why)) (\(step.source))"
            })
    }

    var reconciliation: ReportSection? {
        guard !assessment.reconciliation.isEmpty else { return nil }
        return ReportSection(
            id: "reconciliation", title: "Against the venue's own figures",
            tables: [
                ReportTable(
                    id: "reconciliation-table",
                    caption: "What the venue reports beside what its rules give",
                    columns: ["Figure", "#Reported", "#Computed", "Cause of a difference"],
                    rows: assessment.reconciliation.map { row in
                        [
                            row.field, numbers.quantity(row.reported),
                            row.computed.map(numbers.quantity) ?? Withholding.word,
                            row.explanation,
                        ]
                    })
            ])
    }
}

extension PoolAssessment {
    /// `isolated BTCUSDT long`
    var name: String { id.replacing(":", with: " ") }
}

/// A column of money: where all of it is of one coin, the heading names the coin and the cells do not.
struct MoneyColumn {
    let title: String
    let cells: [String]

    init(_ title: String, _ figures: [(value: Exact?, asset: String)], _ numbers: NumberFormat) {
        let assets = Set(figures.map(\.asset))
        let shared = assets.count == 1 ? assets.first : nil
        self.title = shared.map { $0.isEmpty ? title : "\(title), \($0)" } ?? title
        cells = figures.map { value, asset in
            guard let value else { return Withholding.word }
            return shared == nil ? numbers.money(value, asset) : numbers.amount(value, asset)
        }
    }
}

/// All pools of an account together; none where there is one, or where they count in different coins.
struct PoolTotal {
    let pools: [PoolAssessment]
    let asset: String

    init?(_ assessment: Assessment) {
        guard assessment.pools.count > 1, Set(assessment.pools.map(\.asset)).count == 1,
            let asset = assessment.pools.first?.asset
        else { return nil }
        pools = assessment.pools
        self.asset = asset
    }

    var equity: Exact? { sum(\.equity) }
    var requirement: Exact? { sum(\.requirement) }
    var ratio: Exact? {
        guard let equity, equity.isPositive else { return nil }
        return requirement?.divided(by: equity)
    }

    /// `nil` where one of them is not known.
    func sum(_ figure: KeyPath<PoolAssessment, Exact?>) -> Exact? {
        let known = pools.compactMap { $0[keyPath: figure] }
        return known.count == pools.count ? known.sum() : nil
    }

    func sum(_ figure: KeyPath<PoolAssessment, Exact?>, _ numbers: NumberFormat) -> String {
        sum(figure).map { numbers.amount($0, asset) } ?? Withholding.word
    }
}

/// How much of equity the requirement takes, and the venue's own ratio. There is none without equity,
/// which is not the same as withheld.
package enum MarginUse {
    static let none = "none: no equity"

    package static func text(_ ratio: Exact?, _ equity: Exact?, _ numbers: NumberFormat) -> String {
        if let ratio { return numbers.marginUse(ratio) }
        return equity.map { !$0.isPositive } ?? false ? none : Withholding.word
    }

    package static func text(_ pool: PoolAssessment?, _ numbers: NumberFormat) -> String {
        text(pool?.ratio, pool?.equity, numbers)
    }

    package static func native(_ pool: PoolAssessment?, _ numbers: NumberFormat) -> String {
        guard let pool else { return Withholding.word }
        if let value = pool.native.value { return numbers.ratioPercent(value) }
        if let requirement = pool.requirement, requirement.isZero { return "none: no requirement" }
        return text(nil, pool.equity, numbers)
    }
}
