import CLibXML2

/// libxml2's SAX2 parser with safe options: no tree, no network, no entities of the document's own.
///
/// The one owner of a parser context. Not to be used by two tasks at once.
final class EventParser {
    /// Documents that one context reads before a new one takes its place: a context keeps every name
    /// it ever saw, and fails for good at 10 MB of them.
    static let contextLifetime = 256

    private var context: xmlParserCtxtPtr?
    private var documentsRead = 0
    private(set) var dictionaryAge = 0
    private var ordinal = 0
    private var failed = false
    private unowned(unsafe) var receiver: (any MarkupEvents)?

    init() { _ = LibXML.ready }

    deinit { xmlFreeParserCtxt(context) }

    /// Reads `bytes`, telling `receiver` everything.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>, tell receiver: any MarkupEvents) {
        guard let base = bytes.baseAddress, let size = Int32(exactly: bytes.count),
            let context = readyContext()
        else {
            receiver.parserMessage(
                "the document cannot be handed to the parser", line: 1, column: 1)
            return
        }
        self.receiver = receiver
        ordinal = 0
        failed = false
        // Without a tree builder there is no tree to return; should a version build one, it is ours.
        xmlFreeDoc(marginalia_parse(context, base, size))
        if !failed, context.pointee.wellFormed != 1 {
            receiver.parserMessage("the document is not well-formed", line: 1, column: 1)
        }
        documentsRead += 1
        if failed || documentsRead >= Self.contextLifetime { discardContext() }
        self.receiver = nil
    }

    private func readyContext() -> xmlParserCtxtPtr? {
        if let context { return context }
        context = marginalia_create_event_parser(
            Unmanaged.passUnretained(self).toOpaque(),
            { owner, name, prefix, namespace, _, _, count, _, attributes in
                guard let owner, let name else { return }
                let size = attributes == nil ? 0 : Int(count) * 5
                EventParser.with(owner) {
                    $0.start(
                        name, prefix, namespace,
                        UnsafeBufferPointer(start: UnsafePointer(attributes), count: size))
                }
            },
            { owner, _, _, _ in
                guard let owner else { return }
                EventParser.with(owner) { $0.receiver?.endElement() }
            },
            { owner, characters, count in
                guard let owner else { return }
                EventParser.with(owner) {
                    $0.text(UnsafeBufferPointer(start: characters, count: Int(count)))
                }
            },
            { owner, error in
                guard let owner, let error else { return }
                EventParser.with(owner) { $0.message(error.pointee) }
            })
        return context
    }

    private func discardContext() {
        xmlFreeParserCtxt(context)
        context = nil
        documentsRead = 0
        dictionaryAge += 1
    }

    /// The parser that an event belongs to. It outlives the call of `parse` that the event is part of,
    /// so an event need not count a reference to it.
    private static func with(_ owner: UnsafeMutableRawPointer, _ body: (EventParser) -> Void) {
        Unmanaged<EventParser>.fromOpaque(owner)._withUnsafeGuaranteedRef(body)
    }

    private func start(
        _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?,
        _ namespace: UnsafePointer<UInt8>?,
        _ attributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>
    ) {
        let element = ParsedElement(
            ordinal: ordinal, name: name, prefix: prefix, namespace: namespace,
            dictionaryAge: dictionaryAge, rawAttributes: attributes)
        ordinal += 1
        receiver?.startElement(element)
    }

    private func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard let context else { return }
        let start = marginalia_text_offset(context, run.baseAddress, Int32(run.count))
        receiver?.characters(run, at: Int(start))
    }

    private func message(_ error: xmlError) {
        failed = true
        let text = error.message.map { String(cString: $0) } ?? "not well-formed"
        receiver?.parserMessage(
            String(text.prefix(200)).split(separator: "\n").joined(separator: " "),
            line: Int(error.line), column: Int(error.int2))
    }
}
