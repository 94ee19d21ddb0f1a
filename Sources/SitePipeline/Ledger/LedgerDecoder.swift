import MarginModel
import MarkupValidation

/// Bytes into a ledger; the counterpart of `LedgerEncoder`.
enum LedgerDecoder {
    typealias Fault = Unpacker.Fault

    private static let digestLength = 32

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
        var decoder = Unpacker(body, in: body.indices)
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
                var decoder = Unpacker(body, in: range)
                return try decoder.list { (decoder) throws(Fault) in try decoder.entry() }
            }
        }
        var entries: [LedgerEntry] = []
        for segment in segments { entries += try segment.get() }
        return Ledger(entries, checks: checks)
    }
}

extension Unpacker {
    fileprivate mutating func entry() throws(Fault) -> LedgerEntry {
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
            diagnostics: try diagnostics())
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
            },
            loads: try list { (decoder) throws(Fault) in
                PageFacts.Load(
                    directive: try decoder.text(),
                    link: PageFacts.Link(
                        target: try decoder.text(), line: try decoder.integer(),
                        column: try decoder.integer()))
            })
    }

    private mutating func digest() throws(Fault) -> Digest {
        let bytes = try raw(MemoryLayout<SIMD4<UInt64>>.size)
        return Digest(words: bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) })
    }
}
