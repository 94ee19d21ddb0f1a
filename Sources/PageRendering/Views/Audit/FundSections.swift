import MarginModel
import MarginRules

/// Money on its way, where it comes from, and what borrowing it would cost.
struct FundSections {
    let report: AuditReport
    let wording: AuditWording

    var deposits: ReportSection? {
        guard !report.deposits.isEmpty else { return nil }
        return ReportSection(
            id: "transfers", title: "Transfers on their way",
            paragraphs: [
                "Only a credited transfer counts. A confirmed one is part of the wallet balance "
                    + "already; a pending or failed one changes nothing."
            ],
            tables: [
                ReportTable(
                    id: "transfers-table", caption: "Transfers by status",
                    columns: ["Asset", "#Credited", "#Pending", "#Failed"],
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
        count == 0 ? "none" : "\(wording.money(amount, asset)) in \(count)"
    }

    var sources: ReportSection? {
        guard let sources = report.sources.finding else {
            return report.sources.gap.map {
                ReportSection(
                    id: "sources", title: "Where the money comes from",
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !sources.used.isEmpty || !sources.refused.isEmpty else { return nil }
        var texts: [String] = []
        if !sources.used.isEmpty {
            texts.append(
                sources.isSingleSource
                    ? "One source an asset covers it."
                    : "No one source covers it, so several are used, in this order.")
        }
        texts += sources.refused.map {
            "Not used: \(wording.numbers.prose($0.why)) (\($0.source))."
        }
        return ReportSection(
            id: "sources", title: "Where the money comes from", paragraphs: texts,
            tables: [
                ReportTable(
                    id: "sources-table", caption: "Sources in the order of use",
                    columns: ["Order", "Asset", "#Credited", "#Fee", "Why"],
                    rows: sources.used.map {
                        [
                            "\($0.order)", $0.asset, wording.money($0.amount, $0.asset),
                            wording.money($0.fee, $0.asset), $0.reason,
                        ]
                    })
            ])
    }

    var loan: ReportSection? {
        guard let loan = report.loan.finding else { return nil }
        let numbers = wording.numbers
        var texts = [
            "Borrowing \(wording.money(loan.amount, loan.asset)) at "
                + "\(numbers.percent(loan.aprPercent)) a year for \(numbers.hours(loan.hours)) costs "
                + "\(wording.money(loan.interest, loan.asset))."
        ]
        if let closing = loan.costOfClosing {
            texts.append(
                "Closing positions for the same cure costs \(wording.money(closing, loan.asset))"
                    + (loan.breakEvenHours.map {
                        "; interest has cost as much after \(numbers.hours($0))."
                    } ?? "."))
        } else {
            texts.append("Closing positions alone does not reach the same cure.")
        }
        if !loan.coversAmount {
            texts.append(
                "The line's limit, \(wording.money(loan.limit, loan.asset)), does not cover it.")
        }
        if loan.isAboveThreshold {
            texts.append(
                "The rate is above the article's \(numbers.quantity(loan.thresholdPercent))% a "
                    + "year.")
        }
        return ReportSection(id: "loan", title: "Borrowing instead", paragraphs: texts)
    }
}
