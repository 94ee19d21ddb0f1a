import MarginModel

/// One line of price history, cut into its cells.
struct CandleRow {
    private static let columns = ["time", "open", "high", "low", "close", "volume"]

    private let cells: [ArraySlice<UInt8>]
    private let lineStart: Int
    private let start: SourceLocation

    init(cells line: ArraySlice<UInt8>, at start: SourceLocation) throws(Diagnostic) {
        cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        lineStart = line.startIndex
        self.start = start
        guard cells.count == Self.columns.count else {
            throw Diagnostic(
                id: "csv-wrong-cell-count", at: start,
                message: "the line has \(cells.count) cells, not \(Self.columns.count)",
                hint: "Write \(CandleReader.header), numbers without thousands commas")
        }
    }

    func candle() throws(Diagnostic) -> Candle {
        let candle = Candle(
            time: try time(), open: try price(1), high: try price(2), low: try price(3),
            close: try price(4), volume: try volume())
        guard candle.hasOrderedPrices else {
            throw Diagnostic(
                id: "prices-disagree", at: place(of: 2),
                message: "open or close lies outside of low to high",
                hint: "Check the order of the columns: \(CandleReader.header)")
        }
        return candle
    }

    private func time() throws(Diagnostic) -> Instant {
        do {
            return try Instant(parsing: text(0))
        } catch {
            throw Diagnostic(
                id: error.words.id, at: place(of: 0),
                message: "time is \(quoted(text(0))), \(error.words.complaint)",
                hint: error.words.hint)
        }
    }

    private func price(_ column: Int) throws(Diagnostic) -> Decimal {
        let price = try number(column)
        guard price.isPositive else {
            throw Diagnostic(
                id: "not-positive", at: place(of: column),
                message: "\(Self.columns[column]) is \(price), which is not above zero",
                hint: "Remove the line if there was no trade")
        }
        return price
    }

    private func volume() throws(Diagnostic) -> Decimal? {
        guard !cells[5].isEmpty else { return nil }
        let volume = try number(5)
        guard !volume.isNegative else {
            throw Diagnostic(
                id: "negative", at: place(of: 5), message: "volume is \(volume)",
                hint: "Write zero or more, or leave the cell empty")
        }
        return volume
    }

    private func number(_ column: Int) throws(Diagnostic) -> Decimal {
        do {
            return try Decimal(parsing: cells[column])
        } catch {
            throw Diagnostic(
                id: error == .tooLong ? "number-too-long" : "not-a-number",
                at: place(of: column),
                message: "\(Self.columns[column]) is \(quoted(text(column)))",
                hint: "Write digits and a decimal point, at most 38 digits: 87959.9")
        }
    }

    private func text(_ column: Int) -> String { String(decoding: cells[column], as: UTF8.self) }

    private func place(of column: Int) -> SourceLocation {
        start.advanced(by: cells[column].startIndex - lineStart)
    }
}
