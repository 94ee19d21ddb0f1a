package import MarginModel

/// Cuts a stream that arrives in chunks into lines, and holds no more than one line of it.
///
/// Feed it every chunk, then call `finish`. Blank lines are counted and skipped.
package struct NDJSONSplitter: Sendable {
    /// A line longer than this is reported and skipped.
    package static let maximumLineBytes = 16 << 20

    /// One line without its line feed, or one element of an array.
    package struct Line: Sendable {
        enum Problem: Error { case tooLong, arrayOpen, accountApart }

        /// The line of the file where it starts. Counts from 1, blank lines included.
        package let number: Int
        let column: Int
        private let content: Result<[UInt8], Problem>
        /// Of rows of CSV what stands over them, and the name of their account; `nil` for JSON.
        let csv: (head: AccountCSVSplitter.Head, account: String?)?

        init(
            number: Int, column: Int = 1, content: Result<[UInt8], Problem>,
            csv: (head: AccountCSVSplitter.Head, account: String?)? = nil
        ) {
            self.number = number
            self.column = column
            self.content = content
            self.csv = csv
        }

        /// All of a text, as the one account that it is.
        package init(whole text: [UInt8]) { self.init(number: 1, content: .success(text)) }

        /// All that the account is read from; `nil` where that is too long or not whole.
        package var source: [UInt8]? {
            guard case .success(let bytes) = content else { return nil }
            return (csv?.head.bytes ?? []) + bytes
        }

        func place(in file: String) -> SourceLocation {
            SourceLocation(file: file, line: number, column: column)
        }

        /// - Throws: `line-too-long`, `array-not-closed`.
        package func content(file: String) throws(Diagnostics) -> [UInt8] {
            switch content {
            case .success(let bytes): return bytes
            case .failure(.tooLong):
                throw Diagnostics([
                    Diagnostic(
                        id: "line-too-long", kind: .form, at: place(in: file),
                        message: "the account is longer than \(maximumLineBytes) bytes",
                        hint: "Write one account a line, and end each line with a line feed")
                ])
            case .failure(.arrayOpen):
                throw Diagnostics([
                    Diagnostic(
                        id: "array-not-closed", kind: .form, at: place(in: file),
                        message: "the list of accounts ends without its ]",
                        hint: "The file may have been cut; fetch or write it again")
                ])
            case .failure(.accountApart):
                throw Diagnostics([
                    Diagnostic(
                        id: "csv-account-apart", kind: .form, at: place(in: file),
                        message: "rows of this account stand further up, apart from these",
                        hint: "Sort the rows by account: a file of more than "
                            + "\(CSVTable.maximumBytes) bytes is read account by account")
                ])
            }
        }
    }

    private var number = 1
    private var pending: PendingRecord

    package init() { self.init(limit: Self.maximumLineBytes) }

    init(limit: Int) { pending = PendingRecord(limit: limit) }

    /// The lines that `chunk` completes.
    package mutating func feed(_ chunk: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while let feed = chunk.firstIndex(of: 0x0A, from: start) {
            pending.hold(chunk[start..<feed])
            if let line = endLine() { lines.append(line) }
            number += 1
            start = feed + 1
        }
        pending.hold(chunk[start...])
        return lines
    }

    /// The last line, when the stream does not end with a line feed.
    package mutating func finish() -> Line? { endLine() }

    private mutating func endLine() -> Line? {
        let content = pending.take()
        if case .success(let bytes) = content,
            bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
        {
            return nil
        }
        return Line(number: number, content: content)
    }
}

/// What has arrived of a record, up to a limit.
struct PendingRecord: Sendable {
    let limit: Int
    private var bytes: [UInt8] = []
    private var isTooLong = false

    init(limit: Int) { self.limit = limit }

    mutating func hold(_ more: ArraySlice<UInt8>) {
        guard !isTooLong, bytes.count + more.count <= limit else {
            isTooLong = true
            bytes = []
            return
        }
        bytes.append(contentsOf: more)
    }

    /// The record, and an empty place for the next.
    mutating func take() -> Result<[UInt8], NDJSONSplitter.Line.Problem> {
        defer { self = PendingRecord(limit: limit) }
        return isTooLong ? .failure(.tooLong) : .success(bytes)
    }
}
