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
    /// Changes with the context: a name's pointer stays the same as long as this does.
    private(set) var dictionaryAge = 0

    init() { _ = LibXML.ready }

    deinit { xmlFreeParserCtxt(context) }

    /// Reads `bytes`, telling `receiver` everything.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>, tell receiver: MarkupEvents) {
        guard let base = bytes.baseAddress, let size = Int32(exactly: bytes.count),
            let context = readyContext()
        else {
            receiver.parserMessage(
                "the document cannot be handed to the parser", line: 1, column: 1)
            return
        }
        withExtendedLifetime(receiver) {
            context.pointee._private = Unmanaged.passUnretained(receiver).toOpaque()
            // Without a tree builder there is no tree to return; should a version build one, it is ours.
            xmlFreeDoc(marginalia_parse(context, base, size))
        }
        if !receiver.hasFailed, context.pointee.wellFormed != 1 {
            receiver.parserMessage("the document is not well-formed", line: 1, column: 1)
        }
        documentsRead += 1
        if receiver.hasFailed || documentsRead >= Self.contextLifetime { discardContext() }
    }

    private func readyContext() -> xmlParserCtxtPtr? {
        if let context { return context }
        context = marginalia_create_event_parser(
            { context, name, prefix, namespace, _, _, count, _, attributes in
                guard let name else { return }
                let element = ParsedElement(
                    name: name, prefix: prefix, namespace: namespace,
                    rawAttributes: UnsafeBufferPointer(
                        start: UnsafePointer(attributes),
                        count: attributes == nil ? 0 : Int(count) * 5))
                let end = Int(marginalia_position(context))
                MarkupEvents.of(context) { $0.startElement(element, closingAt: end) }
            },
            { context, _, _, _ in
                let end = Int(marginalia_position(context))
                MarkupEvents.of(context) { $0.endElement(at: end) }
            },
            { context, characters, count in
                let run = UnsafeBufferPointer(start: characters, count: Int(count))
                let offset = marginalia_text_offset(context, characters, count)
                MarkupEvents.of(context) { $0.characters(run, at: Int(offset)) }
            },
            { context, error in
                guard let error = error?.pointee else { return }
                MarkupEvents.of(context) { $0.fail(error) }
            })
        return context
    }

    private func discardContext() {
        xmlFreeParserCtxt(context)
        context = nil
        documentsRead = 0
        dictionaryAge += 1
    }
}

/// Receives what the parser reads, in document order. Pointers live during the call only.
///
/// A class to inherit from and no protocol: an event then costs no count of references.
class MarkupEvents {
    fileprivate var hasFailed = false

    /// - Parameter end: The place of the `>` or `/>` that closes the start tag.
    func startElement(_ element: ParsedElement, closingAt end: Int) {}
    /// - Parameter end: The place behind the element.
    func endElement(at end: Int) {}
    /// A run of characters, references resolved. One text may come in several runs.
    func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {}
    /// A message of the parser, of any level. Lines count from 1; the column is 0 when unknown.
    func parserMessage(_ message: String, line: Int, column: Int) {}

    fileprivate final func fail(_ error: xmlError) {
        hasFailed = true
        let text = error.message.map { String(cString: $0) } ?? "not well-formed"
        parserMessage(
            String(text.prefix(200)).split(separator: "\n").joined(separator: " "),
            line: Int(error.line), column: Int(error.int2))
    }

    /// The receiver that an event is for. It outlives the parse that the event is part of.
    fileprivate static func of(_ context: UnsafeMutableRawPointer?, _ tell: (MarkupEvents) -> Void)
    {
        guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
            let owner = context.pointee._private
        else { return }
        Unmanaged<MarkupEvents>.fromOpaque(owner)._withUnsafeGuaranteedRef(tell)
    }
}

/// One start tag as the parser delivers it.
struct ParsedElement {
    /// Interned: the same pointer for the same name as long as the parser's `dictionaryAge` is the same.
    let name: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    /// Five pointers an attribute: name, prefix, namespace, start and end of the value.
    let rawAttributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>

    var attributeCount: Int { rawAttributes.count / 5 }
}

/// Parses and asks no rule: the floor that a check is measured against.
package final class BareParser {
    private let parser = EventParser()
    private let silence = MarkupEvents()

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
