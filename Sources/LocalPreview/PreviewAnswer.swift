import NIOHTTP1

/// The answer to one request, before it is sent.
struct PreviewAnswer {
    enum Body {
        case bytes([UInt8])
        case file(ServedFile, Range<Int>)
        /// The connection stays open and tells the page when to reload.
        case eventStream
    }

    var status: HTTPResponseStatus
    var headers: HTTPHeaders
    var body: Body
    /// Whether the reload script was put into the page.
    let isScripted: Bool

    init(
        _ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: Body,
        isScripted: Bool = false
    ) {
        self.isScripted = isScripted
        self.status = status
        self.headers = headers
        self.body = body
        self.headers.replaceOrAdd(name: "X-Content-Type-Options", value: "nosniff")
        // Keeps pages of other sites from reading what a browser would load for them unasked.
        self.headers.replaceOrAdd(name: "Cross-Origin-Resource-Policy", value: "same-origin")
        if !self.headers.contains(name: "Cache-Control") {
            self.headers.add(name: "Cache-Control", value: "no-cache")
        }
    }

    /// The status and its name as text, for people who see it.
    static func plain(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:]) -> PreviewAnswer {
        var headers = headers
        headers.add(name: "Content-Type", value: MediaType.plain)
        let text = "\(status.code) \(status.reasonPhrase)\n"
        return PreviewAnswer(status, headers: headers, body: .bytes(Array(text.utf8)))
    }

    /// `nil` for a stream, whose length is not known.
    var contentLength: Int? {
        switch body {
        case .bytes(let bytes): bytes.count
        case .file(_, let range): range.count
        case .eventStream: nil
        }
    }
}
