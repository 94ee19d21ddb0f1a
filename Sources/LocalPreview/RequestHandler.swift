import Glibc
import MarginModel
import NIOCore
import NIOHTTP1

/// One connection: reads requests, sends answers, and ends a connection that takes too long.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// For a whole answer, so that a client that reads nothing does not stay for ever.
    private static let answerDeadline = TimeAmount.minutes(5)
    private static let chunkSize = 256 << 10

    private let makeResponder: () -> PageResponder
    private let headerDeadline: TimeAmount
    private let streamLife: TimeAmount
    private var request: HTTPRequestHead?
    private var deadline: Scheduled<Void>?
    private var streams: ReloadHub?
    private var isAnswering = false

    /// - Parameter streamLife: After this a stream ends, and its page asks for another: one whose page
    ///   is gone unnoticed does not stay for ever.
    init(
        headerDeadline: TimeAmount, streamLife: TimeAmount,
        makeResponder: @escaping () -> PageResponder
    ) {
        self.headerDeadline = headerDeadline
        self.streamLife = streamLife
        self.makeResponder = makeResponder
    }

    func channelActive(context: ChannelHandlerContext) {
        setDeadline(headerDeadline, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        streams?.remove(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // No request that is served here has a body; what follows one is not worth reading.
            if head.method != .GET && head.method != .HEAD || Self.hasBody(head) {
                let refused = makeResponder().answer(head)
                let answer = refused.status.code < 400 ? .plain(.badRequest) : refused
                send(answer, to: head, closing: true, context)
            } else {
                request = head
            }
        case .body: break
        case .end:
            guard let head = request else { return }
            request = nil
            let answer = makeResponder().answer(head)
            let isOver = answer.status == .serviceUnavailable
            send(answer, to: head, closing: isOver || !head.isKeepAlive, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, !isAnswering else {
            context.close(promise: nil)
            return
        }
        let status: HTTPResponseStatus =
            error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        send(.plain(status), to: head, closing: true, context)
    }

    // MARK: Answers

    private func send(
        _ answer: PreviewAnswer, to request: HTTPRequestHead, closing: Bool,
        _ context: ChannelHandlerContext
    ) {
        guard !isAnswering else { return }
        isAnswering = true
        setDeadline(Self.answerDeadline, context)
        var head = HTTPResponseHead(
            version: .http1_1, status: answer.status, headers: answer.headers)
        head.headers.replaceOrAdd(name: "Date", value: HTTPDate.text(.system))
        var closing = closing
        if let length = answer.contentLength {
            if answer.status != .notModified {
                head.headers.replaceOrAdd(name: "Content-Length", value: String(length))
            }
        } else if request.method != .HEAD {
            // HTTP/1.0 knows no chunks: there the end of the connection ends a stream.
            if request.version != .http1_0 {
                head.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
            }
            closing = true
        }
        if closing { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method == .HEAD {
            finish(closing: closing, context)
            return
        }
        switch answer.body {
        case .bytes(let bytes):
            write(bytes, context)
            finish(closing: closing, context)
        case .file(let file, let range): send(file, range, closing: closing, context)
        case .eventStream: openStream(context)
        }
    }

    /// Sends piece by piece, each when the one before has left, so that a large file is never held
    /// in memory.
    private func send(
        _ file: ServedFile, _ range: Range<Int>, closing: Bool, _ context: ChannelHandlerContext
    ) {
        guard !range.isEmpty else {
            finish(closing: closing, context)
            return
        }
        let end = min(range.upperBound, range.lowerBound + Self.chunkSize)
        let bytes = file.read(range.lowerBound..<end)
        guard bytes.count == end - range.lowerBound else {
            // Cut short under our hands: the promised length cannot be kept, so say nothing more.
            context.close(promise: nil)
            return
        }
        let part = wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
        let rest = end..<range.upperBound
        context.writeAndFlush(part).assumeIsolated().whenSuccess {
            self.send(file, rest, closing: closing, context)
        }
    }

    private func openStream(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        context.flush()
        guard let hub = makeResponder().reload else { return }
        let channel = context.channel
        streams = hub
        hub.add(channel)
        deadline = context.eventLoop.scheduleTask(in: streamLife) { hub.end(channel) }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard !bytes.isEmpty else { return }
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }

    private func finish(closing: Bool, _ context: ChannelHandlerContext) {
        let sent = context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated()
        sent.whenComplete { _ in
            if closing {
                context.close(promise: nil)
            } else {
                self.isAnswering = false
                self.setDeadline(self.headerDeadline, context)
            }
        }
    }

    private func setDeadline(_ amount: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: amount) { channel.close(promise: nil) }
    }

    private static func hasBody(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains(name: "Transfer-Encoding")
            || head.headers["Content-Length"].contains { $0 != "0" }
    }
}

/// A connection too many: it is told so whatever it asks for, and ends when it has heard it.
final class RefusalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
        + "Connection: close\r\n\r\n"

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.answer)), promise: nil)
        // To close it with a request unread would take the answer away from its reader.
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}

extension Instant {
    /// The system's clock, which tells how fresh an answer is and never what stands on a page.
    static var system: Instant { Instant(secondsSinceEpoch: Int64(time(nil))) }
}
