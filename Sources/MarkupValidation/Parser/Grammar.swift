import CLibXML2

/// A RELAX NG schema of ours, compiled once and used by all workers.
///
/// Immutable after its initialiser. libxml2 only reads a compiled schema while validating, so threads
/// may share it (measured with a thread sanitizer); each validation has a context of its own.
final class Grammar: @unchecked Sendable {
    /// One thing wrong, at the *n*th start tag of the document.
    struct Violation {
        let ordinal: Int
        let message: String
    }

    private static let violationLimit = 20

    private let schema: xmlRelaxNGPtr

    /// - Parameter source: A schema in XML syntax. It must be correct; a faulty one gives `nil`.
    init?(_ source: String) {
        _ = LibXML.ready
        let bytes = Array(source.utf8)
        guard let tree = bytes.withUnsafeBufferPointer({ Self.tree(of: $0) }) else { return nil }
        defer { xmlFreeDoc(tree) }
        guard let context = xmlRelaxNGNewDocParserCtxt(tree) else { return nil }
        defer { xmlRelaxNGFreeParserCtxt(context) }
        marginalia_listen_to_grammar(context, nil) { _, _ in }
        guard let schema = xmlRelaxNGParse(context) else { return nil }
        self.schema = schema
    }

    deinit { xmlRelaxNGFree(schema) }

    /// What is wrong with a well-formed document.
    func violations(in bytes: UnsafeBufferPointer<UInt8>) -> [Violation] {
        guard let tree = Self.tree(of: bytes), let root = xmlDocGetRootElement(tree) else {
            return [Violation(ordinal: 0, message: "the document has no tree")]
        }
        defer { xmlFreeDoc(tree) }
        guard let context = xmlRelaxNGNewValidCtxt(schema) else {
            return [Violation(ordinal: 0, message: "there is no memory to check the document")]
        }
        defer { xmlRelaxNGFreeValidCtxt(context) }
        let sink = ViolationSink(root: root, limit: Self.violationLimit)
        let verdict = withExtendedLifetime(sink) {
            marginalia_listen_to_validation(context, Unmanaged.passUnretained(sink).toOpaque()) {
                owner, error in
                guard let owner, let error else { return }
                Unmanaged<ViolationSink>.fromOpaque(owner).takeUnretainedValue().add(error.pointee)
            }
            return xmlRelaxNGValidateDoc(context, tree)
        }
        if verdict != 0, sink.violations.isEmpty {
            return [Violation(ordinal: 0, message: "the document does not match its grammar")]
        }
        return sink.violations
    }

    private static func tree(of bytes: UnsafeBufferPointer<UInt8>) -> xmlDocPtr? {
        guard let context = xmlNewParserCtxt() else { return nil }
        defer { xmlFreeParserCtxt(context) }
        marginalia_listen_for_errors(context) { _, _ in }
        guard let base = bytes.baseAddress, let size = Int32(exactly: bytes.count) else {
            return nil
        }
        return marginalia_parse(context, base, size)
    }
}

/// Copies messages while the nodes that they blame live.
private final class ViolationSink {
    private let root: xmlNodePtr
    private let limit: Int
    private(set) var violations: [Grammar.Violation] = []

    init(root: xmlNodePtr, limit: Int) {
        self.root = root
        self.limit = limit
    }

    func add(_ error: xmlError) {
        guard violations.count < limit else { return }
        let text = error.message.map { String(cString: $0) } ?? "does not match the grammar"
        let node = error.node.map { $0.assumingMemoryBound(to: xmlNode.self) }
        violations.append(
            Grammar.Violation(
                ordinal: node.map { ordinal(of: $0) } ?? 0,
                message: text.split(separator: "\n").joined(separator: " ")))
    }

    /// How many start tags stand before that of `wanted`, or of its parent if it is no element.
    private func ordinal(of wanted: xmlNodePtr) -> Int {
        var target = wanted
        while target.pointee.type != XML_ELEMENT_NODE, let parent = target.pointee.parent {
            target = parent
        }
        var count = 0
        var node: xmlNodePtr? = root
        while let current = node {
            if current == target { return count }
            if current.pointee.type == XML_ELEMENT_NODE { count += 1 }
            node = Self.following(current, within: root)
        }
        return 0
    }

    private static func following(_ node: xmlNodePtr, within root: xmlNodePtr) -> xmlNodePtr? {
        if node.pointee.type == XML_ELEMENT_NODE, let child = node.pointee.children { return child }
        var current = node
        while current != root {
            if let next = current.pointee.next { return next }
            guard let parent = current.pointee.parent else { return nil }
            current = parent
        }
        return nil
    }
}
