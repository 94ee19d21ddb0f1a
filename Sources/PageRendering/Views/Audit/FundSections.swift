import MarginModel
import MarginRules

/// Money on its way, where it comes from, and what borrowing it would cost.
struct FundSections {
    let report: AuditReport
    let wording: AuditWording

    private var words: Words { wording.words }

    var deposits: ReportSection? {
        guard !report.deposits.isEmpty else { return nil }
        return ReportSection(
            id: "transfers", title: words(.transfersTitle),
            paragraphs: [words(.transfersIntro)],
            tables: [
                ReportTable(
                    id: "transfers-table", caption: words(.transfersCaption),
                    columns: wording.columns(
                        [.columnAsset],
                        numbers: [.transfersCredited, .transfersPending, .transfersFailed]),
                    rows: report.deposits.map { total in
                        [
                            total.asset,
                            counted(total.confirmed, total.confirmedCount, total.asset),
                            counted(total.pending, total.pendingCount, total.asset),
                            counted(total.failed, total.failedCount, total.asset),
                        ]
                    })
            ])
    }

    private func counted(_ amount: Exact, _ count: Int, _ asset: String) -> String {
        count == 0
            ? words(.moveNone) : words(.transfersIn, wording.money(amount, asset), String(count))
    }

    var sources: ReportSection? {
        guard let sources = report.sources.finding else {
            return report.sources.gap.map {
                ReportSection(
                    id: "sources", title: words(.fundsTitle),
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !sources.used.isEmpty || !sources.refused.isEmpty else { return nil }
        var texts: [String] = []
        if !sources.used.isEmpty {
            texts.append(words(sources.isSingleSource ? .fundsOne : .fundsSeveral))
        }
        texts += sources.refused.map {
            words(.fundsNotUsed, wording.numbers.prose($0.why), wording.numbers.source($0.source))
        }
        return ReportSection(
            id: "sources", title: words(.fundsTitle), paragraphs: texts,
            tables: [
                ReportTable(
                    id: "sources-table", caption: words(.fundsCaption),
                    columns: wording.columns(
                        [.fundsOrder, .columnAsset], numbers: [.transfersCredited, .columnFee])
                        + [words(.columnWhy)],
                    rows: sources.used.map {
                        [
                            "\($0.order)", $0.asset, wording.money($0.amount, $0.asset),
                            wording.money($0.fee, $0.asset),
                            wording.numbers.prose($0.reason),
                        ]
                    })
            ])
    }

    var loan: ReportSection? {
        guard let loan = report.loan.finding else { return nil }
        let numbers = wording.numbers
        var texts = [
            words(
                .loanCost, wording.money(loan.amount, loan.asset), numbers.percent(loan.aprPercent),
                numbers.hours(loan.hours), wording.money(loan.interest, loan.asset))
        ]
        if let closing = loan.costOfClosing.map({ wording.money($0, loan.asset) }) {
            texts.append(
                loan.breakEvenHours.map { words(.loanClosingEven, closing, numbers.hours($0)) }
                    ?? words(.loanClosing, closing))
        } else {
            texts.append(words(.loanNoClosing))
        }
        if !loan.coversAmount {
            texts.append(words(.loanLimit, wording.money(loan.limit, loan.asset)))
        }
        if loan.isAboveThreshold {
            texts.append(
                words(.loanAbove, numbers.percent(of: numbers.quantity(loan.thresholdPercent))))
        }
        return ReportSection(id: "loan", title: words(.loanTitle), paragraphs: texts)
    }
}
