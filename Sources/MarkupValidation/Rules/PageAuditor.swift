/// Hands the parser's events to a `PageAudit`. The audit is one value behind a pointer of this object's
/// own, so that an event costs no check of exclusive access.
final class PageAuditor: MarkupEvents {
    private let place: UnsafeMutablePointer<PageAudit>

    init(_ audit: PageAudit) {
        place = .allocate(capacity: 1)
        place.initialize(to: audit)
    }

    deinit {
        place.pointee.free()
        place.deinitialize(count: 1)
        place.deallocate()
    }

    /// Asks what remains to be asked, and gives up the facts, the findings and the name table.
    func finish() -> (facts: PageFacts, findings: Findings, names: NameTable) {
        let names = place.pointee.finish()
        return (place.pointee.facts, place.pointee.findings, names)
    }

    func startElement(_ element: ParsedElement) { place.pointee.startElement(element) }

    func endElement() { place.pointee.endElement() }

    func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        place.pointee.characters(run, at: offset)
    }

    func parserMessage(_ message: String, line: Int, column: Int) {
        place.pointee.parserMessage(message, line: line, column: column)
    }
}
