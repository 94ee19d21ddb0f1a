import ContentIngest
import Glibc
import MarginModel
import PageRendering

/// A browser that prints, driven by its debugging pipe: JSON messages that end with a zero byte.
///
/// It gets each page as text, has no script, and resolves no host name.
final class ChromiumEngine: PDFEngine {
    private let process: ChildProcess
    private let profile: String
    private var pending: [UInt8] = []
    private var number = 0
    private var session: String?
    private var frame = ""

    init(
        _ command: [String], until deadline: ContinuousClock.Instant
    ) throws(EngineFailure) {
        profile = try Self.makeProfile()
        process = try ChildProcess(
            command + [
                "--headless", "--remote-debugging-pipe", "--user-data-dir=\(profile)",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking",
                "--no-first-run", "--disable-gpu",
            ], socketAs: [3, 4])
        let target = try call("Target.createTarget", until: deadline) {
            $0.member("url", "about:blank")
        }
        session = try call("Target.attachToTarget", until: deadline) { json in
            json.member("targetId", target.targetID)
            json.key("flatten")
            json.bool(true)
        }.sessionID
        frame = try call("Page.getFrameTree", until: deadline).frameID ?? ""
        _ = try call("Emulation.setScriptExecutionDisabled", until: deadline) { json in
            json.key("value")
            json.bool(true)
        }
    }

    /// What the browser keeps while it runs: nothing of a report, which is never a file to it.
    deinit {
        let root = try? Folder(opening: "/tmp")
        // A profile that stays is a folder without reports, which the system clears.
        try? root?.removeTree(String(profile.dropFirst("/tmp/".count)))
    }

    private static func makeProfile() throws(EngineFailure) -> String {
        var template = Array("/tmp/marginalia-print-XXXXXX\0".utf8).map { CChar($0) }
        guard mkdtemp(&template) != nil else { throw .ended("no folder for its profile") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A letter that no font has is a box, of which the browser says nothing.
    func print(
        _ html: [UInt8], until deadline: ContinuousClock.Instant
    ) throws(EngineFailure) -> PrintedPage {
        // A fresh document: one that was printed keeps the page size of the first.
        _ = try call("Page.navigate", until: deadline) { $0.member("url", "about:blank") }
        _ = try call("Page.setDocumentContent", until: deadline) { json in
            json.member("frameId", frame)
            json.member("html", String(decoding: html, as: UTF8.self))
        }
        let printed = try call("Page.printToPDF", until: deadline) { json in
            for option in [
                "preferCSSPageSize", "printBackground", "generateTaggedPDF",
                "generateDocumentOutline",
            ] {
                json.key(option)
                json.bool(true)
            }
        }
        guard let bytes = printed.data.flatMap(Fingerprint.bytes(base64:)) else {
            throw .ended("it answered without a file")
        }
        return (bytes, nil)
    }

    /// Sends a command and waits for its answer; events in between are of no interest.
    private func call(
        _ method: String, until deadline: ContinuousClock.Instant,
        _ parameters: (inout JSONWriter) -> Void = { _ in }
    ) throws(EngineFailure) -> DevToolsReply {
        number += 1
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.key("id")
            json.integer(number)
            json.member("method", method)
            json.optionalMember("sessionId", session)
            json.key("params")
            json.object(parameters)
        }
        try process.send(json.bytes + [0], until: deadline)
        while true {
            let reply: DevToolsReply
            do {
                reply = try DevToolsReply(parsing: try message(until: deadline))
            } catch let failure as EngineFailure {
                throw failure
            } catch {
                throw .ended("it answered nonsense")
            }
            guard reply.id == number else { continue }
            if let error = reply.error { throw .refused(error) }
            return reply
        }
    }

    private func message(until deadline: ContinuousClock.Instant) throws(EngineFailure) -> [UInt8] {
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: 0) {
                let message = Array(pending[..<end])
                pending.removeFirst(end + 1)
                return message
            }
            searched = pending.count
            pending += try process.receive(until: deadline)
        }
    }
}
