package import MarginModel

/// What a browser answers on its debugging pipe, as far as printing needs it.
package struct DevToolsReply: Sendable {
    /// Of the command that it answers; `nil` for an event.
    package let id: Int?
    package let error: String?
    package let targetID: String?
    package let sessionID: String?
    package let frameID: String?
    /// A file, as base64.
    package let data: String?

    package init(parsing bytes: [UInt8]) throws(Diagnostics) {
        let document = try JSONDocument(parsing: bytes, file: "<debugging pipe>")
        self = try JSONRecord.readValue(document) { value in
            value.object().map { DevToolsReply($0) }
        }.record
    }

    private init(_ reader: JSONObjectReader) {
        var message = reader
        id = message.value("id")?.wholeNumber()
        var failure = message.value("error")?.object()
        error = failure?.text("message")
        var result = message.value("result")?.object()
        targetID = result?.text("targetId")
        sessionID = result?.text("sessionId")
        data = result?.text("data")
        var tree = result?.value("frameTree")?.object()
        var frame = tree?.value("frame")?.object()
        frameID = frame?.text("id")
    }
}
