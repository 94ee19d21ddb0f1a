package import MarginModel

/// A file or stream that may hold accounts, in whatever shape: one account a line, a JSON array of
/// them, or something that has to be seen whole (one account, CSV, an answer of a venue). What it is
/// shows in its beginning, never in its name.
package final class AccountStream {
    package enum Shape {
        /// Read them by `nextBatch`.
        case records
        /// The whole text.
        case whole([UInt8])
    }

    private let source: ByteSource
    private let file: String
    private let mostWhole: Int
    private var head: ArraySlice<UInt8> = []
    private var splitter: any RecordSplitter = NDJSONSplitter()
    private var isFinished = false
    /// What there is to say of the whole, once it is opened.
    package private(set) var warnings: [Diagnostic] = []

    /// Enough for the first accounts of any file.
    private static let headBytes = 1 << 20
    private static let pieceBytes = 1 << 18

    /// - Parameters:
    ///   - bytes: Gives the next piece of what is stored, empty at its end; gzip and other encodings are
    ///     undone here.
    ///   - mostWhole: The most bytes of what is read whole.
    package init(
        _ bytes: @escaping () throws(Diagnostic) -> [UInt8], file: String,
        mostWhole: Int = JSONParser.maximumBytes
    ) {
        source = SourceBytes.text(of: bytes, file: file)
        self.file = file
        self.mostWhole = mostWhole
    }

    /// Whether a name promises that each line is an account, even where there is only one.
    package static func promisesLines(_ path: String) -> Bool {
        let name = path.lowercased()
        return path == "-"
            || [".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"].contains(where: name.hasSuffix)
    }

    /// Looks at the beginning. Call it first, once.
    ///
    /// - Parameter prefersLines: Whether a single object is a line of a stream, as standard input and
    ///   `*.ndjson` promise, rather than a file of its own.
    /// - Throws: What makes the beginning unreadable: see `SourceBytes`.
    package func open(prefersLines: Bool) throws(Diagnostic) -> Shape {
        var head: [UInt8] = []
        while head.count < Self.headBytes {
            let piece = try source()
            if piece.isEmpty {
                isFinished = true
                break
            }
            let hadLine = head.contains(0x0A)
            head += piece
            // An engine may write one account and wait for the answer before it writes the next.
            if prefersLines, !hadLine, StreamBeginning(head, isWhole: false).startsWithRecord {
                self.head = head[...]
                return .records
            }
        }
        let beginning = StreamBeginning(head, isWhole: isFinished)
        switch beginning.shape(prefersLines: prefersLines) {
        case .lines: break
        case .array: splitter = JSONArraySplitter()
        case .whole:
            // One byte more than any reader takes, so that it says what is wrong.
            while !isFinished, head.count <= mostWhole {
                let piece = try source()
                isFinished = piece.isEmpty
                head += piece
            }
            guard head.count > mostWhole,
                let columns = AccountCSVSplitter.Head(of: head)
            else { return .whole(head) }
            warnings = try AccountCSVReader().check(columns, file: file)
            splitter = AccountCSVSplitter(columns)
        }
        self.head = head[...]
        isFinished = false
        return .records
    }

    /// The accounts that the next piece completes; `nil` at the end.
    package func nextBatch() throws(Diagnostic) -> [NDJSONSplitter.Line]? {
        while !isFinished {
            let piece: [UInt8]
            if head.isEmpty {
                piece = try source()
            } else {
                // In pieces, so that the accounts in them are never all held at once.
                piece = Array(head.prefix(Self.pieceBytes))
                head = head.dropFirst(Self.pieceBytes)
            }
            isFinished = piece.isEmpty
            let lines = splitter.feed(piece)
            if !lines.isEmpty { return lines }
        }
        return splitter.finish().map { [$0] }
    }
}

/// Cuts what arrives in chunks into records.
protocol RecordSplitter {
    mutating func feed(_ chunk: [UInt8]) -> [NDJSONSplitter.Line]
    /// What the end cuts off, one after the other; `nil` when there is no more.
    mutating func finish() -> NDJSONSplitter.Line?
}

extension NDJSONSplitter: RecordSplitter {}
extension JSONArraySplitter: RecordSplitter {}

/// What the first bytes of a text show of its shape.
private struct StreamBeginning {
    enum Shape { case lines, array, whole }

    private let bytes: [UInt8]
    private let isWhole: Bool

    init(_ bytes: [UInt8], isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }

    func shape(prefersLines: Bool) -> Shape {
        guard let first = bytes.first(where: { $0 > 0x20 }) else { return .lines }
        if first == UInt8(ascii: "[") { return holdsAccounts ? .array : .whole }
        let lines = bytes.split(maxSplits: 64) { $0 == 0x0A }.filter { line in
            line.contains { $0 > 0x20 }
        }
        if Self.goesOn(lines[0]) || AccountSource.isAnswer(Array(lines[0])) { return .whole }
        if lines.dropFirst().contains(where: { $0.first == UInt8(ascii: "{") }) { return .lines }
        guard first == UInt8(ascii: "{") else { return .whole }
        if lines.count == 1 { return prefersLines || !isWhole ? .lines : .whole }
        return .whole
    }

    /// Whether the first line is an account, or so broken that it is part of nothing longer.
    var startsWithRecord: Bool {
        guard bytes.first == UInt8(ascii: "{"), let end = bytes.firstIndex(of: 0x0A) else {
            return false
        }
        return AccountSource.isOwn(Array(bytes[..<end])) ?? !Self.goesOn(bytes[..<end])
    }

    /// Whether a line is the start of an object over several, as printers lay it out.
    private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
        line.last { $0 > 0x20 }.map { "{[,:".utf8.contains($0) } ?? false
    }

    /// Whether the elements of the array are accounts of our own, as far as can be seen: a venue's
    /// rows are an array of objects too.
    private var holdsAccounts: Bool {
        var splitter = JSONArraySplitter()
        var elements = splitter.feed(bytes)
        if let last = splitter.finish() { elements.append(last) }
        for element in elements {
            guard let content = try? element.content(file: ""),
                let isOwn = AccountSource.isOwn(content)
            else { continue }
            return isOwn
        }
        return false
    }
}
