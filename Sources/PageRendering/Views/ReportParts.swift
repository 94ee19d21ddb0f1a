import MarginModel
import MarginRules

/// What the sections of a report are made from.
struct ReportSubject {
    let assessment: Assessment
    let facts: AccountFacts
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
        let figures: [(title: String, id: Fact.ID)] = [
            ("Equity", .equity), ("Requirement", .requirement), ("Initial margin", .initialMargin),
            ("Maintenance margin", .maintenanceMargin),
        ]
        let columns = figures.map { title, id in
            MoneyColumn(title, facts.pools.map { $0[id] }, numbers)
        }
        let isOne = assessment.pools.count < 2
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
                    rows: zip(assessment.pools, facts.pools).enumerated().map { index, pool in
                        let state = StateView(pool.0.state, by: pool.0.cause)
                        return [pool.1.name] + columns.map { $0.cells[index] } + [
                            numbers.text(pool.1[.marginUse]), numbers.text(pool.1[.nativeRatio]),
                            [state.word, state.cause].compactMap(\.self).joined(separator: ", "),
                        ]
                    },
                    foot: facts.total.map { total in
                        [
                            [total.name] + figures.map { numbers.amount(total[$0.id]) }
                                + [numbers.text(total[.marginUse]), "", ""]
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

/// A column of money: where all of it is of one coin, the heading names the coin and the cells do not.
struct MoneyColumn {
    let title: String
    let cells: [String]

    init(_ title: String, _ facts: [Fact], _ numbers: NumberFormat) {
        let assets = Set(
            facts.map { fact in if case .money(let asset) = fact.unit { asset } else { "" } })
        let shared = assets.count == 1 ? assets.first : nil
        self.title = shared.map { $0.isEmpty ? title : "\(title), \($0)" } ?? title
        cells = facts.map { shared == nil ? numbers.text($0) : numbers.amount($0) }
    }
}
