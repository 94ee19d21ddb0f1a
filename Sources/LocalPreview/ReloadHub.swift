import NIOCore
import NIOHTTP1
import Synchronization

/// The open pages that wait for news, and the news: which build is shown, what went wrong since.
final class ReloadHub: Sendable {
    private struct State {
        var generation = 1
        var errors: [String] = []
        var listeners: [ObjectIdentifier: any Channel] = [:]
    }

    /// Streams stay open, so they are counted apart from the connections that bring pages.
    static let limit = 32

    /// Different in every run, so that a page left open over a restart reloads too.
    private let run = String(UInt32.random(in: 0 ... .max), radix: 36)
    private let state = Mutex(State())

    /// The stream `/-/reload` and the script `/-/reload.js`; `nil` for every other path.
    func answer(_ path: RequestPath) -> PreviewAnswer? {
        guard !path.isFolder else { return nil }
        switch path.parts {
        case ["-", "reload"]:
            guard count < Self.limit else { return .plain(.serviceUnavailable) }
            return PreviewAnswer(
                .ok, headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
                body: .eventStream)
        case ["-", "reload.js"]:
            let text = ReloadScript.text(build: state.withLock { build($0) })
            return PreviewAnswer(
                .ok, headers: ["Content-Type": MediaType.script, "Cache-Control": "no-store"],
                body: .bytes(Array(text.utf8)))
        default: return nil
        }
    }

    /// How many streams are open.
    var count: Int { state.withLock { $0.listeners.count } }

    /// Adds a page, and tells it at once where things stand: it may have missed a build.
    func add(_ channel: any Channel) {
        let greeting = state.withLock { state in
            state.listeners[ObjectIdentifier(channel)] = channel
            return "retry: 1000\n" + buildEvent(state)
                + (state.errors.isEmpty ? "" : errorsEvent(state))
        }
        send(greeting, to: [channel])
    }

    func remove(_ channel: any Channel) {
        state.withLock { _ = $0.listeners.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Ends a stream as HTTP ends an answer. A page that is still there asks for another.
    func end(_ channel: any Channel) {
        remove(channel)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        channel.close(promise: nil)
    }

    func endAll() {
        for channel in state.withLock({ Array($0.listeners.values) }) { end(channel) }
    }

    func announceBuild() {
        broadcast { state in
            state.generation += 1
            state.errors = []
            return buildEvent(state)
        }
    }

    func announce(errors: [String]) {
        broadcast { state in
            state.errors = errors
            return errorsEvent(state)
        }
    }

    /// A comment, so that no one between here and the page thinks the connection dead, and so that
    /// a connection whose page is gone is noticed.
    func keepAlive() { broadcast { _ in ":\n\n" } }

    private func broadcast(_ change: (inout State) -> String) {
        let (event, listeners) = state.withLock { state in
            (change(&state), Array(state.listeners.values))
        }
        send(event, to: listeners)
    }

    private func send(_ event: String, to channels: [any Channel]) {
        for channel in channels {
            // A page that has stopped reading would make us hold its news for ever.
            guard channel.isWritable else {
                channel.close(promise: nil)
                continue
            }
            let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: event)))
            channel.writeAndFlush(part, promise: nil)
        }
    }

    private func build(_ state: State) -> String { "\(run)-\(state.generation)" }

    private func buildEvent(_ state: State) -> String {
        "event: build\nid: \(build(state))\ndata: \"\(build(state))\"\n\n"
    }

    private func errorsEvent(_ state: State) -> String {
        "event: errors\ndata: \(Self.list(state.errors))\n\n"
    }

    /// A JSON array of strings on one line.
    static func list(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }

    /// A JSON string on one line, as a line break would end the event's data, and fit for an attribute in
    /// single quotes.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20 || scalar == "&" || scalar == "'":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
