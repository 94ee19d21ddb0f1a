package import MarginModel

/// Reads price history: CSV of `time,open,high,low,close,volume`, oldest first, or candles as a venue
/// answers them.
package struct CandleReader: Sendable {
    package static let header = "time,open,high,low,close,volume"

    package init() {}

    /// - Throws: Every line that is wrong.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (candles: [Candle], warnings: [Diagnostic]) {
        let text = try SourceBytes.records(bytes, file: file)
        if SourceBytes.isJSON(text) { return (try CandleResponse.read(text, file: file), []) }
        let table = try CSVTable(parsing: text, file: file)
        var candles: [Candle] = []
        let prices = ["open", "high", "low", "close"]
        for var row in table.rows(required: ["time"] + prices, optional: ["volume"]) {
            guard let candle = Self.candle(&row),
                row.isLater(candle.time, than: candles.last?.time)
            else { continue }
            candles.append(candle)
        }
        return (candles, try table.problems.warningsOrThrow())
    }

    private static func candle(_ row: inout JSONObjectReader) -> Candle? {
        let time = row.required("time")?.instant()
        let open = row.required("open")?.decimal(.positive)
        let highest = row.required("high")
        let high = highest?.decimal(.positive)
        let low = row.required("low")?.decimal(.positive)
        let close = row.required("close")?.decimal(.positive)
        let volume = row.decimal("volume", .notNegative)
        guard let time, let open, let highest, let high, let low, let close else { return nil }
        let candle = Candle(
            time: time, open: open, high: high, low: low, close: close, volume: volume)
        guard candle.hasOrderedPrices else {
            row.problems.report(
                id: "prices-disagree", at: highest.offset,
                "open or close lies outside of low to high",
                hint: "Check the order of the columns: \(header)")
            return nil
        }
        return candle
    }
}

extension JSONObjectReader {
    /// Whether a row's time comes after that of the row before; else it is reported.
    func isLater(_ time: Instant, than last: Instant?) -> Bool {
        guard let last, time <= last else { return true }
        problems.report(
            id: "csv-not-in-order", at: offset, "\(time) does not come after \(last)",
            hint: "Sort the lines, oldest first, each time once")
        return false
    }
}
