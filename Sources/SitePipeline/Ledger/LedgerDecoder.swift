import MarginModel
import MarkupValidation

/// Bytes into a ledger; the counterpart of `LedgerEncoder`.
struct LedgerDecoder {
    /// The bytes are damaged, or were written by another program.
    enum Fault: Error { case damaged, foreign }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    private var texts: [String] = []

    private static let digestLength = 32

    private init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// - Parameters:
    ///   - program: Who must have written them; `nil`: whoever did.
    ///   - queue: Reads the segments.
    static func ledger(
        from bytes: [UInt8], of program: String?, on queue: WorkQueue
    ) async throws(Fault) -> Ledger {
        guard bytes.count > digestLength else { throw .damaged }
        let body = Array(bytes[digestLength...])
        var head: [UInt8] = []
        Digest(of: body).append(to: &head)
        guard head == Array(bytes[..<digestLength]) else { throw .damaged }
        var decoder = LedgerDecoder(body, in: body.indices)
        let author = try decoder.text()
        guard program == nil || author == program else { throw .foreign }
        let checks = try decoder.text()
        let lengths = try decoder.list { (decoder) throws(Fault) in try decoder.integer() }
        var ranges: [Range<Int>] = []
        var start = decoder.position
        for length in lengths {
            guard length <= body.count - start else { throw .damaged }
            ranges.append(start..<start + length)
            start += length
        }
        let segments = await queue.map(ranges) { range in
            Result { () throws(Fault) in
                var decoder = LedgerDecoder(body, in: range)
                return try decoder.list { (decoder) throws(Fault) in try decoder.entry() }
            }
        }
        var entries: [LedgerEntry] = []
        for segment in segments { entries += try segment.get() }
        return Ledger(entries, checks: checks)
    }

    private mutating func entry() throws(Fault) -> LedgerEntry {
        LedgerEntry(
            path: try text(),
            reads: try list { (decoder) throws(Fault) in
                PageRead(name: try decoder.text(), digest: try decoder.digest())
            },
            byteCount: try integer(), sha256: try text(),
            stamp: FileStamp(
                inode: try number(), modifiedNanoseconds: Int64(bitPattern: try number()),
                byteCount: try integer()),
            facts: try optional { (decoder) throws(Fault) in try decoder.facts() },
            diagnostics: try list { (decoder) throws(Fault) in try decoder.diagnostic() })
    }

    private mutating func facts() throws(Fault) -> PageFacts {
        let path = try text()
        guard let kind = DocumentKind(rawValue: try text()) else { throw .damaged }
        return PageFacts(
            path: path, kind: kind, title: try optionalText(), titleLine: try integer(),
            titleColumn: try integer(), language: try optionalText(), summary: try optionalText(),
            canonical: try optionalText(), isHiddenFromSearch: try integer() == 1,
            redirect: try optionalText(),
            ids: try list { (decoder) throws(Fault) in try decoder.text() },
            links: try list { (decoder) throws(Fault) in
                PageFacts.Link(
                    target: try decoder.text(), line: try decoder.integer(),
                    column: try decoder.integer())
            },
            redirects: try list { (decoder) throws(Fault) in
                PageFacts.Redirect(
                    from: try decoder.text(), to: try decoder.text(), line: try decoder.integer())
            })
    }

    private mutating func diagnostic() throws(Fault) -> Diagnostic {
        guard let severity = Diagnostic.Severity(rawValue: try text()) else { throw .damaged }
        return Diagnostic(
            severity, id: try text(),
            at: SourceLocation(file: try text(), line: try integer(), column: try integer()),
            message: try text(), hint: try optionalText())
    }

    // MARK: Parts

    private mutating func list<Element>(
        _ element: (inout LedgerDecoder) throws(Fault) -> Element
    ) throws(Fault) -> [Element] {
        let count = try integer()
        // Each element takes at least a byte.
        guard count <= end - position else { throw .damaged }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    private mutating func optional<Value>(
        _ value: (inout LedgerDecoder) throws(Fault) -> Value
    ) throws(Fault) -> Value? {
        try integer() == 0 ? nil : try value(&self)
    }

    private mutating func optionalText() throws(Fault) -> String? {
        try optional { (decoder) throws(Fault) in try decoder.text() }
    }

    private mutating func text() throws(Fault) -> String {
        let place = try integer()
        if place > 0 {
            guard place <= texts.count else { throw .damaged }
            return texts[place - 1]
        }
        let count = try integer()
        guard count <= end - position else { throw .damaged }
        let text = String(decoding: bytes[position..<position + count], as: UTF8.self)
        position += count
        texts.append(text)
        return text
    }

    private mutating func digest() throws(Fault) -> Digest {
        guard end - position >= Self.digestLength else { throw .damaged }
        let words = bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
        }
        position += Self.digestLength
        return Digest(words: words)
    }

    private mutating func integer() throws(Fault) -> Int {
        guard let value = Int(exactly: try number()) else { throw .damaged }
        return value
    }

    private mutating func number() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .damaged
    }
}
