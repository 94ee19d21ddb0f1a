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
            state: state, cause: .distance)
        guard let report else { preconditionFailure("the token is one") }
        return report
    }

    /// The alerts of runs at these seconds, each on what the one before remembered.
    private func alerts(_ runs: [(at: Int64, state: AccountState)]) -> [Alert.Kind?] {
        var memory: [RememberedAccount] = []
        return runs.map { run in
            let watch = AccountWatch(
                settings, clock: noon.advanced(bySeconds: run.at), remembering: memory)
            let reports = [report("a", run.state)]
            let alerts = watch.alerts(for: reports)
            memory = watch.memory(after: reports, told: alerts)
            return alerts.first?.kind
        }
    }

    @Test func tellsOfACallOnceInTheTimeOfSilence() {
        #expect(alerts([(0, .call), (60, .call), (3_599, .call)]) == [.crossed, nil, nil])
        #expect(alerts([(0, .call), (3_600, .call)]) == [.crossed, .still])
    }

    @Test func tellsAtOnceWhenItGetsWorse() {
        #expect(
            alerts([(0, .call), (60, .liquidation), (120, .call), (180, .bankrupt)])
                == [.crossed, .worse, nil, .worse])
    }

    @Test func saysNothingOfMilderStates() {
        #expect(
            alerts([(0, .healthy), (60, .watch), (120, .incomplete), (180, .call)])
                == [nil, nil, nil, .crossed])
    }

    @Test func tellsOfARecoveryOnlyWhenItLasts() {
        // Swings around the bound inside the time of silence: whoever was told still knows.
        #expect(alerts([(0, .call), (60, .watch), (120, .call)]) == [.crossed, nil, nil])
        #expect(
            alerts([(0, .call), (60, .watch), (3_600, .healthy), (3_660, .call)])
                == [.crossed, nil, .recovered, .crossed])
    }

    @Test func tellsAgainWhatDidNotGoOut() {
        let reports = [report("a", .call)]
        let first = AccountWatch(settings, clock: noon, remembering: [])
        #expect(first.alerts(for: reports).count == 1)
        let second = AccountWatch(
            settings, clock: noon.advanced(bySeconds: 60),
            remembering: first.memory(after: reports, told: []))
        #expect(second.alerts(for: reports).map(\.kind) == [.crossed])
        #expect(second.alerts(for: reports).map(\.before) == [.call])
    }

    @Test func remembersAccountsThatDidNotComeInForAWhile() {
        let known = RememberedAccount(
            id: "a", level: .call, seenAt: noon, told: .init(level: .call, at: noon))
        func memory(afterDays days: Int64) -> [RememberedAccount] {
            AccountWatch(
                settings, clock: noon.advanced(bySeconds: days * 86_400), remembering: [known]
            ).memory(after: [], told: [])
        }
        #expect(memory(afterDays: 89) == [known])
        #expect(memory(afterDays: 90).isEmpty)
    }

    @Test func countsChangesOfState() {
        let before = ["a", "b", "c", "d"].map {
            RememberedAccount(id: $0, level: .healthy, seenAt: noon, told: nil)
        }
        let watch = AccountWatch(settings, clock: noon, remembering: before)
        let changes = watch.transitions(to: [
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
        #expect(try memory.load().accounts.isEmpty)
        let accounts = [
            RememberedAccount(id: "a\"b", level: .healthy, seenAt: noon, told: nil),
            RememberedAccount(
                id: "b", level: .call, seenAt: noon, told: .init(level: .liquidation, at: noon)),
        ]
        try memory.save(accounts, realCount: 2)
        #expect(try memory.load().accounts == accounts)
        #expect(try memory.load().realCount == 2)
        try memory.save(accounts, realCount: 0)
        #expect(try memory.load().realCount == nil, "nothing to hold the next night against")
        #expect(try folder.permissions("Output/private/states.json") == 0o600)
        try folder.write(
            "{\"schema\":\"marginalia/account-states/1\",\"accounts\":[{\"id\":\"desk-9\"}]}",
            to: "Output/private/states.json")
        let problem = try #require(throws: Diagnostic.self) { try memory.load() }
        #expect(problem.id == "states-unreadable")
        #expect(!problem.description.contains("desk-9"))
    }
}
