import ContentIngest
import MarginModel

/// Compares the states of accounts with those of the run before, and decides what is told.
///
/// What was told of an account stays in force until its end is told. So an account that swings
/// around a bound is told of once in the time of silence, and whoever was told last knows the worst.
///
/// Nothing is held of an account: what is remembered and the reports are gone through side by side.
struct AccountWatch: Sendable {
    /// Gives accounts in the order of their ids.
    typealias Known =
        @Sendable (
            (RememberedAccount) throws(Diagnostic) -> Void
        ) throws(Diagnostic) -> Void

    let settings: AlertSettings
    let clock: Instant
    /// Samples are watched only on a site that has no real accounts.
    var watchesSamples = true
    /// How many real accounts the run before had; `nil` where that is not known.
    var realCount: Int?
    let known: Known

    /// For how long an account that no longer comes in is remembered.
    private static let memorySeconds: Int64 = 90 * 86_400

    /// How many accounts of the run before are not here. None where what it remembers cannot be read, which
    /// is told elsewhere.
    func missed(_ isHere: (String) -> Bool) -> Int {
        var (newest, count) = (Instant?.none, 0)
        do {
            try known { before in
                if newest.map({ $0 < before.seenAt }) ?? true {
                    (newest, count) = (before.seenAt, 0)
                }
                if newest == before.seenAt, !isHere(before.id) { count += 1 }
            }
        } catch {
            return 0
        }
        return count
    }

    /// How many accounts went from one state to another.
    ///
    /// - Parameter reports: In the order of their ids, here and below.
    func transitions(
        to reports: [WrittenReport]
    ) throws(Diagnostic) -> [(from: String, to: String, count: Int)] {
        var counts: [[AccountState]: Int] = [:]
        try each(reports) { before, report in
            guard let before, let report, before.level != report.state else { return }
            counts[[before.level, report.state], default: 0] += 1
        }
        return counts.sorted { left, right in
            (left.key[0].alarm, left.key[1].alarm) < (right.key[0].alarm, right.key[1].alarm)
        }
        .map { ($0.key[0].rawValue, $0.key[1].rawValue, $0.value) }
    }

    /// What is to be told of these accounts, in the order of their ids.
    func alerts(for reports: [WrittenReport]) throws(Diagnostic) -> [Alert] {
        var alerts: [Alert] = []
        try each(reports) { before, report in
            guard let report, let kind = kind(of: report.state, before?.told) else { return }
            alerts.append(
                Alert(
                    kind: kind, accountID: report.accountID, isFictional: report.isFictional,
                    before: before?.level, level: report.state, cause: report.cause,
                    token: report.token, clock: clock))
        }
        return alerts
    }

    /// Gives what the next run has to know, in the order of ids.
    ///
    /// - Parameter isTold: Whether the alerts went out. What did not is told by the next run.
    func remember(
        _ reports: [WrittenReport], isTold: Bool,
        _ body: (RememberedAccount) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        try each(reports) { (before, report) throws(Diagnostic) in
            guard let report else {
                guard let before, clock.seconds(since: before.seenAt) < Self.memorySeconds else {
                    return
                }
                return try body(before)
            }
            let told: RememberedAccount.Told? =
                switch isTold ? kind(of: report.state, before?.told) : nil {
                case nil: before?.told
                case .recovered: nil
                default: .init(level: report.state, at: clock)
                }
            try body(
                RememberedAccount(
                    id: report.accountID, level: report.state, seenAt: clock, told: told))
        }
    }

    /// Gives each account that is remembered or has a report.
    private func each(
        _ reports: [WrittenReport],
        _ body: (RememberedAccount?, WrittenReport?) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        var rest = reports[...]
        func next() -> WrittenReport? {
            rest = rest.drop { $0.isFictional && !watchesSamples }
            return rest.first
        }
        try known { (before) throws(Diagnostic) in
            while let report = next(), report.accountID < before.id {
                rest.removeFirst()
                try body(nil, report)
            }
            guard let report = next(), report.accountID == before.id else {
                return try body(before, nil)
            }
            rest.removeFirst()
            try body(before, report)
        }
        while let report = next() {
            rest.removeFirst()
            try body(nil, report)
        }
    }

    private func kind(of level: AccountState, _ told: RememberedAccount.Told?) -> Alert.Kind? {
        let isLoud = level.alarm >= settings.from.alarm
        guard let told else { return isLoud ? .crossed : nil }
        if isLoud, level.alarm > told.level.alarm { return .worse }
        guard clock.seconds(since: told.at) >= settings.repeatAfterSeconds else { return nil }
        return isLoud ? .still : .recovered
    }
}
