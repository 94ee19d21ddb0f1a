package import MarginModel

/// Cuts a stream that arrives in chunks into lines, and holds no more than one line of it.
///
/// Feed it every chunk, then call `finish`. Blank lines are counted and skipped.
package struct NDJSONSplitter: Sendable {
    /// A line longer than this is reported and skipped.
    package static let maximumLineBytes = 16 << 20

    /// One line without its line feed.
    package struct Line: Hashable, Sendable {
        /// Counts from 1, blank lines included.
        package let number: Int
        /// `nil` when the line is too long.
        fileprivate let bytes: [UInt8]?

        /// - Throws: `line-too-long`.
        package func content(file: String) throws(Diagnostics) -> [UInt8] {
            if let bytes { return bytes }
            throw Diagnostics([
                Diagnostic(
                    id: "line-too-long", at: SourceLocation(file: file, line: number),
                    message: "the line is longer than \(maximumLineBytes) bytes",
                    hint: "Write one account a line, and end each line with a line feed")
            ])
        }
    }

    private let limit: Int
    private var number = 1
    private var pending: [UInt8] = []
    private var isTooLong = false

    package init() { self.init(limit: Self.maximumLineBytes) }

    init(limit: Int) { self.limit = limit }

    /// The lines that `chunk` completes.
    package mutating func feed(_ chunk: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while let feed = chunk[start...].firstIndex(of: 0x0A) {
            hold(chunk[start..<feed])
            if let line = endLine() { lines.append(line) }
            number += 1
            start = feed + 1
        }
        hold(chunk[start...])
        return lines
    }

    /// The last line, when the stream does not end with a line feed.
    package mutating func finish() -> Line? { endLine() }

    private mutating func hold(_ bytes: ArraySlice<UInt8>) {
        guard !isTooLong, pending.count + bytes.count <= limit else {
            isTooLong = true
            pending = []
            return
        }
        pending.append(contentsOf: bytes)
    }

    private mutating func endLine() -> Line? {
        defer {
            pending = []
            isTooLong = false
        }
        if isTooLong { return Line(number: number, bytes: nil) }
        let isBlank = pending.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        return isBlank ? nil : Line(number: number, bytes: pending)
    }
}
