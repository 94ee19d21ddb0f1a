/// Hands the parser's events to a `PageAudit`. The audit is one value, so that an event costs one check
/// of exclusive access instead of one for each rule.
final class PageAuditor: MarkupEvents {
    var audit: PageAudit

    init(_ audit: PageAudit) { self.audit = audit }

    func startElement(_ element: ParsedElement) { audit.startElement(element) }

    func endElement() { audit.endElement() }

    func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        audit.characters(run, at: offset)
    }

    func parserMessage(_ message: String, line: Int, column: Int) {
        audit.parserMessage(message, line: line, column: column)
    }
}
