import ContentIngest
import MarginModel

/// Compares the states of accounts with those of the run before, and decides what is told.
///
/// What was told of an account stays in force until its end is told. So an account that swings
/// around a bound is told of once in the time of silence, and whoever was told last knows the worst.
struct AccountWatch: Sendable {
    let settings: AlertSettings
    let clock: Instant
    /// How many real accounts the run before had; `nil` where that is not known.
    let realCount: Int?
    private let known: [String: RememberedAccount]

    /// For how long an account that no longer comes in is remembered.
    private static let memorySeconds: Int64 = 90 * 86_400

    init(
        _ settings: AlertSettings, clock: Instant, remembering accounts: [RememberedAccount],
        realCount: Int? = nil
    ) {
        self.settings = settings
        self.clock = clock
        self.realCount = realCount
        known = Dictionary(accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// How many accounts went from one state to another.
    func transitions(
        to reports: [WrittenReport]
    ) -> [(from: String, to: String, count: Int)] {
        var counts: [[AlertLevel]: Int] = [:]
        for report in reports {
            guard let before = known[report.accountID]?.level, before != report.level else {
                continue
            }
            counts[[before, report.level], default: 0] += 1
        }
        return counts.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }
            .map { ($0.key[0].rawValue, $0.key[1].rawValue, $0.value) }
    }

    /// What is to be told of these accounts, in the order of their ids.
    func alerts(for reports: [WrittenReport]) -> [Alert] {
        reports.sorted { $0.accountID < $1.accountID }.compactMap { report in
            let before = known[report.accountID]
            guard let kind = kind(of: report.level, before?.told) else { return nil }
            return Alert(
                kind: kind, accountID: report.accountID, isFictional: report.isFictional,
                before: before?.level, level: report.level, cause: report.cause,
                token: report.token, clock: clock)
        }
    }

    /// What the next run has to know.
    ///
    /// - Parameter told: What went out. What did not is told by the next run.
    func memory(after reports: [WrittenReport], told: [Alert]) -> [RememberedAccount] {
        var memory = known.filter {
            clock.seconds(since: $0.value.seenAt) < Self.memorySeconds
        }
        let told = Dictionary(
            told.map { ($0.accountID, $0) }, uniquingKeysWith: { first, _ in first })
        for report in reports {
            let id = report.accountID
            let earlier = known[id]?.told
            let now: RememberedAccount.Told? =
                switch told[id]?.kind {
                case nil: earlier
                case .recovered: nil
                default: .init(level: report.level, at: clock)
                }
            memory[id] = RememberedAccount(id: id, level: report.level, seenAt: clock, told: now)
        }
        return memory.values.sorted { $0.id < $1.id }
    }

    private func kind(of level: AlertLevel, _ told: RememberedAccount.Told?) -> Alert.Kind? {
        let isLoud = level >= settings.from
        guard let told else { return isLoud ? .crossed : nil }
        if isLoud, level > told.level { return .worse }
        guard clock.seconds(since: told.at) >= settings.repeatAfterSeconds else { return nil }
        return isLoud ? .still : .recovered
    }
}

extension WrittenReport {
    /// The account's state as alerts order it.
    var level: AlertLevel {
        switch state {
        case .healthy: .healthy
        case .watch: .watch
        case .incomplete: .incomplete
        case .call: .call
        case .liquidation: .liquidation
        case .bankrupt: .bankrupt
        }
    }
}
