import MarginModel
import MarginRules

/// What moves of prices do to the account, and the first move that breaches.
struct StressSection {
    let stress: AuditRow<StressReport>
    let wording: AuditWording

    private var words: Words { wording.words }
    private var numbers: NumberFormat { wording.numbers }

    init(_ stress: AuditRow<StressReport>, wording: AuditWording) {
        self.stress = stress
        self.wording = wording
    }

    var view: ReportSection {
        guard let report = stress.finding else {
            return ReportSection(
                id: "what-if", title: words(.stressTitle),
                paragraphs: [wording.notComputed(stress.gap ?? "")])
        }
        return ReportSection(
            id: "what-if", title: words(.stressTitle), paragraphs: paragraphs(report),
            tables: [joint(report.joint), singles(report.singles)]
                + [correlated(report), volatility(report), volatilityJoint(report)]
                .compactMap(\.self))
    }

    private func paragraphs(_ report: StressReport) -> [String] {
        var texts = [sentence(report.joint)]
        texts.append(words(.stressNote))
        for gap in [report.correlated.gap, report.volatility.gap].compactMap(\.self) {
            texts.append(wording.notComputed(gap))
        }
        return texts
    }

    private func sentence(_ table: StressTable) -> String {
        let breach = table.breach
        let isOne = table.points.first?.pools.count == 1
        if breach.isPast { return words(isOne ? .stressPast : .stressPastPool) }
        let places = [breach.down, breach.up].compactMap(\.self)
        let texts = places.map {
            let move = wording.move($0.movePercent)
            return isOne ? move : words(.formatRemark, move, numbers.pool($0.pool))
        }
        guard let first = texts.first else {
            return words(breach.isWithheld ? .stressWithheld : .stressNone)
        }
        return texts.count == 1 ? words(.stressAt, first) : words(.stressAtTwo, first, texts[1])
    }

    private func rows(_ points: [StressPoint]) -> [[String]] {
        points.map { point in
            [point.movePercent.isZero ? words(.chartNow) : percent(point.movePercent)]
                + cells(point)
        }
    }

    /// A move that is asked about, not one to a trigger.
    private func percent(_ move: Exact) -> String { wording.numbers.percent(move, signed: true) }

    private func cells(_ point: StressPoint) -> [String] {
        guard let pool = point.worst else {
            return ["", "", "", numbers.state(point.state)]
        }
        return [
            wording.money(pool.equity, pool.asset), wording.money(pool.requirement, pool.asset),
            wording.numbers.marginUse(pool.ratio, of: pool.equity),
            numbers.state(point.state),
        ]
    }

    private var columns: [String] {
        wording.columns([], numbers: [.figureEquity, .figureRequirement, .figureMarginUse])
            + [words(.stressState)]
    }

    private func joint(_ table: StressTable) -> ReportTable {
        ReportTable(
            id: "what-if-joint",
            caption: words(
                table.points.first?.pools.count == 1 ? .stressJoint : .stressJointPools),
            columns: [words(.columnMove)] + columns, rows: rows(table.points),
            chartSVG: curve(table))
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
            id: "what-if-curve", title: words(.stressCurve), asset: asset,
            points: points, breaches: breaches, numbers: wording.numbers
        ).svg()
    }

    private func singles(_ tables: [StressTable]) -> ReportTable {
        ReportTable(
            id: "what-if-single", caption: words(.stressSingle),
            columns: wording.columns([.columnAsset], numbers: [.stressBelow, .stressAbove]),
            rows: tables.compactMap { table in
                guard case .single(let asset) = table.kind else { return nil }
                let past = table.breach.isPast ? words(.movePassed) : nil
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
            id: "what-if-beta", caption: words(.stressBeta, driver),
            columns: [words(.stressMoveOf, driver)] + columns, rows: rows(table.points))
    }

    private func volatility(_ report: StressReport) -> ReportTable? {
        guard let shocks = report.volatility.finding else { return nil }
        return ReportTable(
            id: "what-if-volatility",
            caption: words(.stressDay),
            columns: wording.columns(
                [.columnAsset, .stressLastDay], numbers: [.stressReturns, .stressDown])
                + wording.columns([.stressStateAfter], numbers: [.stressUp])
                + [words(.stressStateAfterIt)],
            rows: shocks.map { shock in
                [
                    shock.asset, words.day(shock.lastCandleAt.utc.date), "\(shock.returns)",
                    percent(shock.downPercent),
                    numbers.state(shock.afterDown.state), percent(shock.upPercent),
                    numbers.state(shock.afterUp.state),
                ]
            })
    }

    private func volatilityJoint(_ report: StressReport) -> ReportTable? {
        guard let points = report.volatilityJoint.finding, points.count == 2 else { return nil }
        return ReportTable(
            id: "what-if-volatility-all",
            caption: words(.stressDayAll),
            columns: [words(.stressDirection)] + columns,
            rows: zip([.stressAllDown, .stressAllUp].map { words($0) }, points).map {
                [$0] + cells($1)
            })
    }
}
