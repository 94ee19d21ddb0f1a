import MarginModel
import MarginRules

/// What moves of prices do to the account, and the first move that breaches.
struct StressSection {
    let stress: AuditRow<StressReport>
    let wording: AuditWording

    init(_ stress: AuditRow<StressReport>, wording: AuditWording) {
        self.stress = stress
        self.wording = wording
    }

    var view: ReportSection {
        guard let report = stress.finding else {
            return ReportSection(
                id: "what-if", title: "If prices move",
                paragraphs: [wording.notComputed(stress.gap ?? "")])
        }
        return ReportSection(
            id: "what-if", title: "If prices move", paragraphs: paragraphs(report),
            tables: [joint(report.joint), singles(report.singles)]
                + [correlated(report), volatility(report), volatilityJoint(report)]
                .compactMap(\.self))
    }

    private func paragraphs(_ report: StressReport) -> [String] {
        var texts = [sentence(report.joint)]
        texts.append(
            "Past the trigger the figures are those of an untouched account; what the venue would "
                + "close there is not simulated. Dollar coins stand still, other collateral moves "
                + "with its price.")
        for gap in [report.correlated.gap, report.volatility.gap].compactMap(\.self) {
            texts.append(wording.notComputed(gap))
        }
        return texts
    }

    private func sentence(_ table: StressTable) -> String {
        let breach = table.breach
        let isOne = table.points.first?.pools.count == 1
        if breach.isPast { return "\(isOne ? "The account" : "A pool") is past its trigger now." }
        let places = [breach.down, breach.up].compactMap(\.self)
        guard !places.isEmpty else {
            if breach.isWithheld {
                return "The move of all prices by the same percentage that liquidates is withheld: "
                    + "see the reasons."
            }
            return "No move of all prices by the same percentage liquidates."
        }
        let texts = places.map {
            wording.move($0.movePercent) + (isOne ? "" : " (\(wording.pool($0.pool)))")
        }
        return "When all prices move together, liquidation comes at "
            + texts.joined(separator: " and at ") + "; solved, not read off the table."
    }

    private func rows(_ points: [StressPoint]) -> [[String]] {
        points.map { point in
            [point.movePercent.isZero ? "now" : percent(point.movePercent)] + cells(point)
        }
    }

    /// A move that is asked about, not one to a trigger.
    private func percent(_ move: Exact) -> String { wording.numbers.percent(move, signed: true) }

    private func cells(_ point: StressPoint) -> [String] {
        guard let pool = point.worst else {
            return ["", "", "", wording.state(point.state)]
        }
        return [
            wording.money(pool.equity, pool.asset), wording.money(pool.requirement, pool.asset),
            wording.numbers.marginUse(pool.ratio, of: pool.equity),
            wording.state(point.state),
        ]
    }

    private static let columns = ["#Equity", "#Requirement", "#Margin use", "State by margin use"]

    private func joint(_ table: StressTable) -> ReportTable {
        ReportTable(
            id: "what-if-joint",
            caption: "All prices by the same percentage"
                + (table.points.first?.pools.count == 1
                    ? "" : "; the pool that is worst at that move"),
            columns: ["Move"] + Self.columns, rows: rows(table.points), chartSVG: curve(table))
    }

    /// Only for an account of one pool: two pools have no common curve.
    private func curve(_ table: StressTable) -> [UInt8]? {
        guard let asset = table.points.first?.pools.first?.asset else { return nil }
        var points: [MarginCurve.Point] = []
        for step in table.points {
            guard step.pools.count == 1, let equity = step.pools[0].equity,
                let requirement = step.pools[0].requirement
            else { return nil }
            points.append(
                MarginCurve.Point(move: step.movePercent, equity: equity, requirement: requirement))
        }
        let breaches = [table.breach.down, table.breach.up].compactMap { $0?.movePercent }
        return MarginCurve(
            id: "what-if-curve", title: "Equity and requirement when all prices move", asset: asset,
            points: points, breaches: breaches, numbers: wording.numbers
        ).svg()
    }

    private func singles(_ tables: [StressTable]) -> ReportTable {
        ReportTable(
            id: "what-if-single", caption: "One asset alone, all others standing still",
            columns: ["Asset", "#Breach below", "#Breach above"],
            rows: tables.compactMap { table in
                guard case .single(let asset) = table.kind else { return nil }
                let past = table.breach.isPast ? "passed" : nil
                return [
                    asset, past ?? wording.move(table.breach.down?.movePercent),
                    past ?? wording.move(table.breach.up?.movePercent),
                ]
            })
    }

    private func correlated(_ report: StressReport) -> ReportTable? {
        guard let table = report.correlated.finding, case .beta(let driver) = table.kind else {
            return nil
        }
        return ReportTable(
            id: "what-if-beta", caption: "Each asset by its beta to \(driver), as the policy says",
            columns: ["Move of \(driver)"] + Self.columns, rows: rows(table.points))
    }

    private func volatility(_ report: StressReport) -> ReportTable? {
        guard let shocks = report.volatility.finding else { return nil }
        return ReportTable(
            id: "what-if-volatility",
            caption: "One day at 99%, each asset alone: an estimate from daily candles that takes "
                + "returns as normal",
            columns: [
                "Asset", "Last day", "#Daily returns", "#Down", "State after", "#Up",
                "State after it",
            ],
            rows: shocks.map { shock in
                [
                    shock.asset, DateFormat.day(shock.lastCandleAt.utc.date), "\(shock.returns)",
                    percent(shock.downPercent),
                    wording.state(shock.afterDown.state), percent(shock.upPercent),
                    wording.state(shock.afterUp.state),
                ]
            })
    }

    private func volatilityJoint(_ report: StressReport) -> ReportTable? {
        guard let points = report.volatilityJoint.finding, points.count == 2 else { return nil }
        return ReportTable(
            id: "what-if-volatility-all",
            caption: "All assets at once, each by its own one-day move at 99%",
            columns: ["Direction"] + Self.columns,
            rows: zip(["all down", "all up"], points).map { [$0] + cells($1) })
    }
}
