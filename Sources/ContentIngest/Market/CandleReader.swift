package import MarginModel

/// Reads price history: CSV of `time,open,high,low,close,volume`, oldest first, or candles as a venue
/// answers them.
package struct CandleReader: Sendable {
    package static let header = "time,open,high,low,close,volume"

    package init() {}

    /// - Throws: Every line that is wrong.
    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> [Candle] {
        if let first = bytes.first(where: { $0 > 0x20 }),
            [UInt8(ascii: "["), UInt8(ascii: "{")].contains(first)
        {
            return try CandleResponse.read(bytes, file: file)
        }
        let lines = Self.lines(of: bytes)
        guard let first = lines.first, bytes[first].elementsEqual(Self.header.utf8) else {
            throw Diagnostics([.wrongHeader(at: SourceLocation(file: file))])
        }
        var candles: [Candle] = []
        var problems = Diagnostics()
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let start = SourceLocation(file: file, line: index + 1)
            do throws(Diagnostic) {
                let candle = try CandleRow(cells: bytes[line], at: start).candle()
                if let last = candles.last, candle.time <= last.time {
                    throw Diagnostic.notLater(candle.time, than: last.time, at: start)
                }
                candles.append(candle)
            } catch {
                problems.append(error)
            }
        }
        guard !problems.hasErrors else { throw problems }
        return candles
    }

    /// The lines without their line feeds and carriage returns.
    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            let feed = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let hasReturn = feed > start && bytes[feed - 1] == 0x0D
            lines.append(start..<(hasReturn ? feed - 1 : feed))
            start = feed + 1
        }
        return lines
    }
}

extension Diagnostic {
    fileprivate static func wrongHeader(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "csv-wrong-header", at: place,
            message: "the first line does not name the six columns",
            hint: "Start with the line \(CandleReader.header), without a byte order mark")
    }

    fileprivate static func notLater(
        _ time: Instant, than last: Instant, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "csv-not-in-order", at: place, message: "\(time) does not come after \(last)",
            hint: "Sort the lines, oldest first, each time once")
    }
}
