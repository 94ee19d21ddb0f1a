import Foundation
import MarginModel
import MarginRules
import Testing

@testable import SitePipeline

@Suite struct AlertDeliveryTests {
    private let folder: TemporaryFolder
    private let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    private let alert = Alert(
        kind: .crossed, accountID: "desk-1", isFictional: false, before: .healthy, level: .call,
        cause: .distance, token: "0123", clock: noon)

    private func send(_ settings: AlertSettings, _ alerts: [Alert]) -> [Diagnostic] {
        AlertDelivery(
            settings: settings, folders: SiteFolders(root: folder.path), store: store
        ).send(alerts)
    }

    /// A shell script, run as a program: what it is given as arguments and input, it writes down.
    /// Given to a shell: a file that was just written may be "busy" while another test starts a process.
    private func script(_ text: String) throws -> String {
        try folder.write("\(text)\n", to: "send.sh")
        return folder.path("send.sh")
    }

    @Test func appendsALineForEachAlertThatItsOwnerAloneCanRead() throws {
        let settings = AlertSettings(file: "alerts.ndjson")
        #expect(send(settings, [alert]).isEmpty)
        #expect(send(settings, [alert, alert]).isEmpty)
        let lines = try folder.text("alerts.ndjson").split(separator: "\n")
        #expect(lines.count == 3)
        let line = try #require(lines.first)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["account"] as? String == "desk-1")
        #expect(object["kind"] as? String == "crossed")
        #expect(object["state"] as? String == "call")
        #expect(object["by"] as? String == "distance")
        #expect(object["report"] as? String == "private/2026-02-01/0123.html")
        #expect(try folder.permissions("alerts.ndjson") == 0o600)
    }

    @Test func startsNoLineBehindOneThatWasTorn() throws {
        let settings = AlertSettings(file: "alerts.ndjson")
        #expect(send(settings, [alert]).isEmpty)
        let whole = try folder.text("alerts.ndjson")
        try folder.write(whole + "{\"schema\"", to: "alerts.ndjson")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder.path("alerts.ndjson"))
        #expect(send(settings, [alert]).isEmpty)
        #expect(try folder.text("alerts.ndjson") == whole + whole)
    }

    @Test func sendsNothingWhenThereIsNothingToTell() throws {
        #expect(send(AlertSettings(file: "alerts.ndjson", command: ["/bin/false"]), []).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path("alerts.ndjson")))
    }

    @Test func refusesAFileThatOthersCanReadOrThatIsPublished() throws {
        try folder.write("", to: "open.ndjson")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.path("open.ndjson"))
        #expect(send(AlertSettings(file: "open.ndjson"), [alert]).map(\.id) == ["alerts-too-open"])
        let inside = AlertSettings(file: "Output/alerts.ndjson")
        #expect(send(inside, [alert]).map(\.id) == ["alerts-inside-site"])
    }

    @Test func givesACommandItsArgumentsAsTheyAreAndTheAlertsAsInput() throws {
        let program = try script("printf '%s|' \"$@\" > \"$0.arguments\"; cat > \"$0.input\"")
        let settings = AlertSettings(command: ["/bin/sh", program, "a b", "$(reboot)", "; ls"])
        #expect(send(settings, [alert]).isEmpty)
        #expect(try folder.text("send.sh.arguments") == "a b|$(reboot)|; ls|")
        #expect(try Array(folder.text("send.sh.input").utf8) == alert.line)
        #expect(try folder.permissions("Output/private/alerts.ndjson") == 0o600)
    }

    @Test func givesACommandNoMoreOfTheEnvironmentThanItNeeds() throws {
        setenv("MARGINALIA_TEST_SECRET", "s3cret", 1)
        let program = try script("env > \"$0.environment\"")
        #expect(send(AlertSettings(command: ["/bin/sh", program]), [alert]).isEmpty)
        let environment = try folder.text("send.sh.environment")
        #expect(!environment.contains("s3cret"))
        #expect(environment.contains("PATH=/usr/local/bin:/usr/bin:/bin"))
    }

    @Test(arguments: [
        ("exit 3", "ended with code 3"), ("kill -9 $$", "ended by signal 9"),
    ])
    func reportsACommandThatFails(text: String, message: String) throws {
        let problems = send(AlertSettings(command: ["/bin/sh", try script(text)]), [alert])
        #expect(problems.map(\.id) == ["alert-command-failed"])
        #expect(problems[0].message.contains(message))
        #expect(!problems[0].description.contains("desk-1"))
    }

    @Test func reportsACommandThatIsNotThere() {
        let problems = send(AlertSettings(command: ["/nowhere/send"]), [alert])
        #expect(problems.map(\.id) == ["alert-command-failed"])
    }

    @Test func endsACommandThatTakesTooLongWithAllThatItStarted() throws {
        let program = try script("sleep 60 & echo $! > \"$0.child\"; wait")
        let start = ContinuousClock.now
        let settings = AlertSettings(command: ["/bin/sh", program], timeoutSeconds: 1)
        let problems = send(settings, [alert])
        #expect(problems.map(\.id) == ["alert-command-slow"])
        #expect(ContinuousClock.now - start < .seconds(20))
        let child = try #require(
            pid_t(folder.text("send.sh.child").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(ends(child), "what it started is gone with it")
    }

    /// Whether a process is gone, or only waits to be reaped, within some seconds.
    private func ends(_ process: pid_t) -> Bool {
        for _ in 0..<200 {
            // No file: no process.
            let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
            if line.isEmpty || line.contains(") Z ") { return true }
            usleep(50_000)
        }
        return false
    }
}
