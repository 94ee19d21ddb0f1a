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

/// Parses and asks no rule: the floor that a check is measured against.
package final class BareParser {
    private final class Silence: MarkupEvents {
        func startElement(_ element: ParsedElement) {}
        func endElement() {}
        func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {}
        func parserMessage(_ message: String, line: Int, column: Int) {}
    }

    private let parser = EventParser()
    private let silence = Silence()

    package init() {}

    package func parse(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { parser.parse($0, tell: silence) }
    }
}

/// The library itself: prepared once a process, never torn down.
package enum LibXML {
    /// Touch it before any other call.
    static let ready: Void = marginalia_initialise()

    /// The version at run time, for example `20914` or `21503`.
    package static var runtimeVersion: String { String(cString: marginalia_runtime_version()) }
}

/// Receives what the parser reads, in document order. Pointers live during the call only.
protocol MarkupEvents: AnyObject {
    func startElement(_ element: ParsedElement)
    func endElement()
    /// A run of characters, references resolved. One text may come in several runs.
    func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int)
    /// A message of the parser, of any level. Lines count from 1; the column is 0 when unknown.
    func parserMessage(_ message: String, line: Int, column: Int)
}

/// One start tag as the parser delivers it.
struct ParsedElement {
    /// Its place among the document's start tags, from 0.
    let ordinal: Int
    /// Interned: the same pointer for the same name as long as `dictionaryAge` stays the same.
    let name: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    let dictionaryAge: Int
    /// Five pointers an attribute: name, prefix, namespace, start and end of the value.
    let rawAttributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>

    var attributeCount: Int { rawAttributes.count / 5 }
}
