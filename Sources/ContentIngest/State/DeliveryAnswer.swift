package import MarginModel

/// What a program that delivers reports answers of one of them: `{"id": "desk-1", "status": "ok"}`.
package struct DeliveryAnswer: Sendable {
    package let id: String
    /// Any other status says that the report is not where it belongs.
    package let isDelivered: Bool

    package init(line: [UInt8]) throws(Diagnostics) {
        let document = try JSONDocument(parsing: line, file: "<answer>")
        let read = try JSONRecord.read(document) { fields -> (String, String)? in
            (fields.requiredText("id"), fields.requiredText("status"))
        }
        id = read.record.0
        isDelivered = read.record.1 == "ok"
    }
}
