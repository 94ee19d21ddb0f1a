import ContentIngest
import Foundation
import MarginModel
import MarginRules
import Testing

@testable import SitePipeline

@Suite struct AccountWatchTests {
    private let settings = AlertSettings(from: .call, repeatAfterSeconds: 3_600)

    private func report(_ id: String, _ state: AccountState) -> WrittenReport {
        let report = WrittenReport(
            accountID: id, isFictional: false, token: String(repeating: "7", count: 32),
            state: state, cause: .distance, asOf: noon)
        guard let report else { preconditionFailure("the token is one") }
        return report
    }

    private func watch(
        _ known: [RememberedAccount] = [], at seconds: Int64 = 0
    ) -> AccountWatch {
        AccountWatch(settings: settings, clock: noon.advanced(bySeconds: seconds)) {
            (body) throws(Diagnostic) in
            for account in known { try body(account) }
        }
    }

    private func memory(
        of watch: AccountWatch, after reports: [WrittenReport], isTold: Bool = true
    ) throws -> [RememberedAccount] {
        var memory: [RememberedAccount] = []
        try watch.remember(reports, isTold: isTold) { memory.append($0) }
        return memory
    }

    /// The alerts of runs at these seconds, each on what the one before remembered.
    private func alerts(
        _ runs: [(at: Int64, state: AccountState)]
    ) throws -> [Alert.Kind?] {
        var known: [RememberedAccount] = []
        return try runs.map { run in
            let watch = watch(known, at: run.at)
            let reports = [report("a", run.state)]
            let alerts = try watch.alerts(for: reports)
            known = try memory(of: watch, after: reports)
            return alerts.first?.kind
        }
    }

    @Test func tellsOfACallOnceInTheTimeOfSilence() throws {
        #expect(try alerts([(0, .call), (60, .call), (3_599, .call)]) == [.crossed, nil, nil])
        #expect(try alerts([(0, .call), (3_600, .call)]) == [.crossed, .still])
    }

    @Test func tellsAtOnceWhenItGetsWorse() throws {
        #expect(
            try alerts([(0, .call), (60, .liquidation), (120, .call), (180, .bankrupt)])
                == [.crossed, .worse, nil, .worse])
    }

    @Test func saysNothingOfMilderStates() throws {
        #expect(
            try alerts([(0, .healthy), (60, .watch), (120, .incomplete), (180, .call)])
                == [nil, nil, nil, .crossed])
    }

    @Test func tellsOfARecoveryOnlyWhenItLasts() throws {
        // Swings around the bound inside the time of silence: whoever was told still knows.
        #expect(try alerts([(0, .call), (60, .watch), (120, .call)]) == [.crossed, nil, nil])
        #expect(
            try alerts([(0, .call), (60, .watch), (3_600, .healthy), (3_660, .call)])
                == [.crossed, nil, .recovered, .crossed])
    }

    @Test func tellsAgainWhatDidNotGoOut() throws {
        let reports = [report("a", .call)]
        let first = watch()
        #expect(try first.alerts(for: reports).count == 1)
        let second = watch(try memory(of: first, after: reports, isTold: false), at: 60)
        #expect(try second.alerts(for: reports).map(\.kind) == [.crossed])
        #expect(try second.alerts(for: reports).map(\.before) == [.call])
    }

    @Test func remembersAccountsThatDidNotComeInForAWhile() throws {
        let known = RememberedAccount(
            id: "a", level: .call, seenAt: noon, told: .init(level: .call, at: noon))
        func memory(afterDays days: Int64) throws -> [RememberedAccount] {
            try self.memory(of: watch([known], at: days * 86_400), after: [])
        }
        #expect(try memory(afterDays: 89) == [known])
        #expect(try memory(afterDays: 90).isEmpty)
    }

    @Test func countsChangesOfState() throws {
        let before = ["a", "b", "c", "d"].map {
            RememberedAccount(id: $0, level: .healthy, seenAt: noon, told: nil)
        }
        let changes = try watch(before).transitions(to: [
            report("a", .call), report("b", .call), report("c", .watch), report("d", .healthy),
            report("new", .call),
        ])
        #expect(
            changes.map { "\($0.from) \($0.to) \($0.count)" } == [
                "healthy watch 1", "healthy call 2",
            ])
    }

    @Test func keepsItsMemoryInAFileForTheOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let memory = AccountMemory(store: try ReleaseStore(opening: folder.path("Output")))
        func remembered() throws -> (accounts: [RememberedAccount], realCount: Int?) {
            var accounts: [RememberedAccount] = []
            let realCount = try memory.each { accounts.append($0) }
            return (accounts, realCount)
        }
        func save(_ accounts: [RememberedAccount], realCount: Int) throws {
            try memory.save(realCount: realCount) { (write) throws(Diagnostic) in
                for account in accounts { try write(account) }
            }
        }
        #expect(try remembered().accounts.isEmpty)
        try folder.write("{}", to: "Output/private/states.json")
        let accounts = [
            RememberedAccount(id: "a\"b", level: .healthy, seenAt: noon, told: nil),
            RememberedAccount(
                id: "b", level: .call, seenAt: noon, told: .init(level: .liquidation, at: noon)),
        ]
        try save(accounts, realCount: 2)
        #expect(try remembered().accounts == accounts)
        #expect(try remembered().realCount == 2)
        try save(accounts, realCount: 0)
        #expect(try remembered().realCount == nil, "nothing to hold the next night against")
        #expect(try folder.names("Output/private") == ["states.ndjson"])
        #expect(try folder.permissions("Output/private/states.ndjson") == 0o600)
        let line = #"{"id":"desk-9","state":"call","seenAt":"2026-02-01T12:00:00Z"}"#
        for lines in ["{\"id\":\"desk-9\"}", "\(line)\n\(line)"] {
            try folder.write(
                "{\"schema\":\"marginalia/account-states/2\"}\n\(lines)\n",
                to: "Output/private/states.ndjson")
            let problem = try #require(throws: Diagnostic.self) { try remembered() }
            #expect(problem.id == "states-unreadable")
            #expect(!problem.description.contains("desk-9"))
        }
    }
}
