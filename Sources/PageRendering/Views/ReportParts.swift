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

    var words: Words { numbers.words }
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
        let figures: [Fact.ID] = [.equity, .requirement, .initialMargin, .maintenanceMargin]
        let columns = figures.compactMap { id in
            facts.pools.first.map { pool in
                MoneyColumn(numbers.label(pool[id]), facts.pools.map { $0[id] }, numbers)
            }
        }
        let isOne = assessment.pools.count < 2
        return ReportSection(
            id: "pools", title: words(isOne ? .partPool : .partPools),
            tables: [
                ReportTable(
                    id: "pools-table",
                    caption: words(isOne ? .partPoolCaption : .partPoolsCaption),
                    columns: [words(isOne ? .columnAccount : .columnPool)]
                        + columns.map { "#" + $0.title } + [
                            "#" + words(.figureMarginUse), "#" + words(.figureNativeRatio),
                            words(.columnState),
                        ],
                    rows: zip(assessment.pools, facts.pools).enumerated().map { index, pool in
                        [numbers.pool(pool.1.id)] + columns.map { $0.cells[index] } + [
                            numbers.text(pool.1[.marginUse]), numbers.text(pool.1[.nativeRatio]),
                            numbers.state(pool.0.state, by: pool.0.cause),
                        ]
                    },
                    foot: facts.total.map { total in
                        [
                            [numbers.pool(total.id)] + figures.map { numbers.amount(total[$0]) }
                                + [numbers.text(total[.marginUse]), "", ""]
                        ]
                    } ?? []),
                collateral,
            ])
    }

    private var collateral: ReportTable {
        ReportTable(
            id: "collateral-table",
            caption: words(.partCollateralCaption),
            columns: [
                words(.columnAsset), "#" + words(.columnWalletBalance),
                "#" + words(.columnCountedAt), "#" + words(.columnIndexPrice),
            ],
            rows: assessment.account.collateral.map { balance in
                [
                    balance.asset,
                    balance.walletBalance.map { numbers.decimal($0) } ?? numbers.withheld,
                    balance.collateralRate.map { numbers.ratioPercent(Exact($0)) }
                        ?? words(.notGiven),
                    balance.indexPrice.map { numbers.decimal($0) } ?? words(.notGiven),
                ]
            })
    }

    var skipped: ReportSection? {
        guard let skipped = plan?.skipped, !skipped.isEmpty else { return nil }
        return ReportSection(
            id: "skipped", title: words(.partSkipped),
            items: skipped.map { step in
                words(
                    .partSkippedItem, words(step.kind.phrase).capitalised, numbers.prose(step.why),
                    numbers.source(step.source))
            })
    }

    var reconciliation: ReportSection? {
        guard !assessment.reconciliation.isEmpty else { return nil }
        return ReportSection(
            id: "reconciliation", title: words(.partReconciliation),
            tables: [
                ReportTable(
                    id: "reconciliation-table",
                    caption: words(.partReconciliationCaption),
                    columns: [
                        words(.columnFigure), "#" + words(.columnReported),
                        "#" + words(.columnComputed), words(.columnCause),
                    ],
                    rows: assessment.reconciliation.map { row in
                        [
                            row.field, numbers.quantity(row.reported),
                            row.computed.map(numbers.quantity) ?? numbers.withheld,
                            explanation(of: row),
                        ]
                    })
            ])
    }
}

extension ReportSubject {
    /// The cause in a sentence, with what it rests on.
    private func explanation(of row: ReconciliationRow) -> String {
        let cause = numbers.prose(row.cause.sentence)
        return row.detail.map {
            words(
                .formatSentence, words(.formatRemark, String(cause.dropLast()), numbers.prose($0)))
        } ?? cause
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
        self.title =
            shared.map { $0.isEmpty ? title : numbers.words(.formatHeadingUnit, title, $0) }
            ?? title
        cells = facts.map { shared == nil ? numbers.text($0) : numbers.amount($0) }
    }
}

extension StepKind {
    var phrase: Phrase {
        switch self {
        case .deposit: .stepDeposit
        case .awaitCredit: .stepAwaitCredit
        case .transfer: .stepTransfer
        case .addIsolatedMargin: .stepAddIsolatedMargin
        case .reduce: .stepReduce
        case .close: .stepClose
        case .cancelOrders: .stepCancelOrders
        case .setLeverage: .stepSetLeverage
        case .setMarginMode: .stepSetMarginMode
        case .placeStop: .stepPlaceStop
        case .disableAuto: .stepDisableAuto
        case .hold: .stepHold
        }
    }
}
