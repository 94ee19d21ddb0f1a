import MarginModel

/// Candles as venues answer them: rows of time in milliseconds, open, high, low, close and volume,
/// newest first at Bybit and OKX. ccxt's fetch_ohlcv is the same as Binance's klines.
enum CandleResponse {
    /// The candles, oldest first.
    static func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> [Candle] {
        let document = try JSONDocument(parsing: bytes, file: file)
        return try JSONRecord.readValue(document, candles).record
    }

    private static func candles(_ root: JSONValue) -> [Candle]? {
        guard let answer = VenueAnswer.open(root) else { return nil }
        guard answer.rows.allSatisfy(\.isList) else {
            root.problems.report(
                id: "candles-unknown", at: root.offset, "these are no candles that are known",
                hint: "marginalia doctor lists what is accepted")
            return nil
        }
        var candles = answer.rows.filter { !answer.stillRuns($0) }.compactMap(candle)
        candles.sort { $0.time < $1.time }
        for (earlier, later) in zip(candles, candles.dropFirst()) where earlier.time == later.time {
            root.problems.report(
                id: "duplicate-candle", at: root.offset, "two candles start at \(later.time)",
                hint: "Keep one of the two; an answer has each once")
        }
        return candles
    }

    private static func candle(_ row: JSONValue) -> Candle? {
        guard let cells = row.elements(), cells.count >= 5, let time = cells[0].milliseconds()
        else {
            row.problems.report(
                id: "candle-incomplete", at: row.offset,
                "a candle has a time and four prices, and this has not",
                hint: "Fetch the candles again")
            return nil
        }
        let prices = cells[1...4].compactMap { $0.decimal(.positive) }
        let volume = cells.count > 5 && !cells[5].isAbsent ? cells[5].decimal(.notNegative) : nil
        guard prices.count == 4 else { return nil }
        let candle = Candle(
            time: time, open: prices[0], high: prices[1], low: prices[2], close: prices[3],
            volume: volume)
        guard candle.hasOrderedPrices else {
            row.problems.report(
                id: "prices-disagree", at: row.offset,
                "open or close lies outside of low to high",
                hint: "The places are time, open, high, low, close, volume")
            return nil
        }
        return candle
    }
}

extension Candle {
    /// Whether open and close lie between low and high.
    var hasOrderedPrices: Bool { high >= max(open, close) && low <= min(open, close) }
}
