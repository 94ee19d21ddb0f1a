import MarginModel
import MarkupValidation

/// What is known of the files of a release: `releases/<id>/facts`.
///
/// The next build renders every file again. For one that comes out with the same bytes, what its check found
/// still holds.
struct ReleaseFacts: Sendable {
    /// By path. Files with an error, or whose diagnostics show parts of the source, are not here.
    let files: [String: WrittenPage]
    /// A hash of what the checks were made with, besides the files.
    let checks: String
    /// `nil` where nothing may be told without a look at all files.
    let whole: Whole?

    static let fileName = "facts"

    /// A release as a whole.
    struct Whole: Sendable {
        /// A hash of what a site is made from besides the inputs that its manifest names.
        let surroundings: String
        /// All that was told of its files.
        let findings: [Diagnostic]
        /// Of its files that are not the site's: the manifest, and the rules for web servers.
        let records: [(path: String, stamp: FileStamp)]
    }

    init(_ pages: [WrittenPage], checks: String, whole: Whole? = nil) {
        files = Dictionary(
            pages.filter(Self.isKept).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first }
        )
        self.checks = checks
        self.whole = whole
    }

    /// `nil` where the file is missing or damaged, or where another program wrote it: then every file is
    /// checked.
    init?(ofRelease folder: String, on queue: WorkQueue) async {
        guard let bytes = try? FileReader().read(SiteFolders.join(folder, Self.fileName)),
            let facts = try? await Self.facts(from: bytes, by: ToolVersion.fingerprint, on: queue)
        else { return nil }
        self = facts
    }

    fileprivate static func isKept(_ page: WrittenPage) -> Bool {
        page.stamp != nil && page.diagnostics.allSatisfy { $0.severity != .error && isKept($0) }
    }

    private static func isKept(_ diagnostic: Diagnostic) -> Bool { diagnostic.excerpt == nil }
}

// MARK: Bytes

extension ReleaseFacts {
    typealias Fault = Unpacker.Fault

    private static let segmentLength = 1_024

    /// Files in bytes, 1,024 in each part: a part can be written and read beside the others.
    static func packed(_ pages: [WrittenPage], on queue: WorkQueue) async -> [[UInt8]] {
        let kept = pages.filter(isKept).sorted { $0.path < $1.path }
        return await queue.map(Array(stride(from: 0, to: kept.count, by: segmentLength))) { start in
            var packer = Packer()
            let segment = kept[start..<min(start + segmentLength, kept.count)]
            packer.append(segment.count)
            for page in segment { packer.append(page) }
            return packer.bytes
        }
    }

    /// The program's fingerprint, what holds for all files, the lengths of the parts, the parts, and a digest of
    /// all that.
    static func bytes(
        of parts: [[UInt8]], checks: String, whole: Whole?, by program: String
    ) -> [UInt8] {
        var packer = Packer()
        packer.append(program)
        packer.append(checks)
        let whole = whole.flatMap { $0.findings.allSatisfy(isKept) ? $0 : nil }
        packer.append(whole == nil ? 0 : 1)
        if let whole {
            packer.append(whole.surroundings)
            packer.append(whole.findings)
            packer.append(whole.records.count)
            for record in whole.records {
                packer.append(record.path)
                packer.append(record.stamp)
            }
        }
        packer.append(parts.count)
        for part in parts { packer.append(part.count) }
        for part in parts { packer.append(packed: part) }
        packer.append(packed: Digest(of: packer.bytes).bytes)
        return packer.bytes
    }

    /// - Parameter program: Who must have written them.
    static func facts(
        from bytes: [UInt8], by program: String, on queue: WorkQueue
    ) async throws(Fault) -> ReleaseFacts {
        let digestLength = MemoryLayout<SIMD4<UInt64>>.size
        guard bytes.count > digestLength,
            Digest(of: bytes.dropLast(digestLength)).bytes == Array(bytes.suffix(digestLength))
        else { throw .damaged }
        var unpacker = Unpacker(bytes, in: 0..<bytes.count - digestLength)
        guard try unpacker.text() == program else { throw .foreign }
        let checks = try unpacker.text()
        let whole = try unpacker.optional { (unpacker) throws(Fault) in
            Whole(
                surroundings: try unpacker.text(), findings: try unpacker.diagnostics(),
                records: try unpacker.list { (unpacker) throws(Fault) in
                    (path: try unpacker.text(), stamp: try unpacker.stamp())
                })
        }
        let lengths = try unpacker.list { (unpacker) throws(Fault) in try unpacker.integer() }
        var ranges: [Range<Int>] = []
        var start = unpacker.position
        for length in lengths {
            guard length <= bytes.count - digestLength - start else { throw .damaged }
            ranges.append(start..<start + length)
            start += length
        }
        let parts = await queue.map(ranges) { range in
            Result { () throws(Fault) in
                var unpacker = Unpacker(bytes, in: range)
                return try unpacker.list { (unpacker) throws(Fault) in try unpacker.page() }
            }
        }
        var pages: [WrittenPage] = []
        for part in parts { pages += try part.get() }
        return ReleaseFacts(pages, checks: checks, whole: whole)
    }
}

extension Packer {
    fileprivate mutating func append(_ stamp: FileStamp) {
        append(stamp.inode)
        append(UInt64(bitPattern: stamp.modifiedNanoseconds))
        append(stamp.byteCount)
    }

    /// One that is kept.
    fileprivate mutating func append(_ page: WrittenPage) {
        append(page.path)
        append(page.source)
        append(page.byteCount)
        append(page.sha256)
        append(page.stamp ?? FileStamp(inode: 0, modifiedNanoseconds: 0, byteCount: -1))
        append(page.facts == nil ? 0 : 1)
        if let facts = page.facts { append(facts) }
        append(page.diagnostics)
    }

    private mutating func append(_ facts: PageFacts) {
        append(facts.path)
        append(facts.kind.rawValue)
        append(facts.title)
        append(facts.titleLine)
        append(facts.titleColumn)
        append(facts.language)
        append(facts.summary)
        append(facts.canonical)
        append(facts.isHiddenFromSearch ? 1 : 0)
        append(facts.redirect)
        append(facts.ids.count)
        for id in facts.ids { append(id) }
        append(facts.links.count)
        for link in facts.links { append(link) }
        append(facts.redirects.count)
        for redirect in facts.redirects {
            append(redirect.from)
            append(redirect.to)
            append(redirect.line)
        }
        append(facts.loads.count)
        for load in facts.loads {
            append(load.directive)
            append(load.link)
        }
    }

    private mutating func append(_ link: PageFacts.Link) {
        append(link.target)
        append(link.line)
        append(link.column)
    }
}

extension Unpacker {
    fileprivate mutating func stamp() throws(Fault) -> FileStamp {
        FileStamp(
            inode: try number(), modifiedNanoseconds: Int64(bitPattern: try number()),
            byteCount: try integer())
    }

    fileprivate mutating func page() throws(Fault) -> WrittenPage {
        WrittenPage(
            path: try text(), source: try text(), origin: .linked, byteCount: try integer(),
            sha256: try text(), stamp: try stamp(),
            facts: try optional { (unpacker) throws(Fault) in try unpacker.facts() },
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
            ids: PackedList(try list { (unpacker) throws(Fault) in try unpacker.text() }),
            links: PackedList(try list { (unpacker) throws(Fault) in try unpacker.link() }),
            redirects: try list { (unpacker) throws(Fault) in
                PageFacts.Redirect(
                    from: try unpacker.text(), to: try unpacker.text(), line: try unpacker.integer()
                )
            },
            loads: PackedList(
                try list { (unpacker) throws(Fault) in
                    PageFacts.Load(directive: try unpacker.text(), link: try unpacker.link())
                }))
    }

    private mutating func link() throws(Fault) -> PageFacts.Link {
        PageFacts.Link(target: try text(), line: try integer(), column: try integer())
    }
}
