package import MarginRules

/// The audit of one account as a report shows it, in the order of the article.
package struct AuditSections: Sendable {
    let report: AuditReport
    let wording: AuditWording

    package init(_ report: AuditReport, numbers: NumberFormat) {
        self.report = report
        wording = AuditWording(numbers: numbers)
    }

    /// What prices and funding would do: shown beside the figures of now.
    package var outlook: [ReportSection] {
        [StressSection(report.stress, wording: wording).view]
            + [FundingSection(report: report, wording: wording).view]
    }

    /// What the article asks to look at once the account is safe.
    package var audit: [ReportSection] {
        let liquidations = LiquidationSections(report: report, wording: wording)
        let funds = FundSections(report: report, wording: wording)
        let adjustments = AdjustmentSections(report: report, wording: wording)
        return [
            liquidations.underWay, liquidations.automation, funds.deposits, funds.sources,
            adjustments.leverage, adjustments.isolation, adjustments.averagingDown,
            adjustments.poolEffects, liquidations.clusters, adjustments.sizing,
            adjustments.trailingStops, funds.loan,
            VenueComparisonSection(report.venues, wording: wording).view,
        ].compactMap(\.self)
    }
}
