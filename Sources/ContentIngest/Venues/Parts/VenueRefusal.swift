/// What a venue or a price source answers instead of data: a code and a message.
enum VenueRefusal {
    /// Whether `root` is one; then it has been reported.
    static func isReported(_ root: JSONValue) -> Bool {
        guard root.isObject, var object = root.object(), let code = code(&object) else {
            return false
        }
        root.problems.report(
            id: "venue-refused", at: code.value.offset,
            "this is no data but a refusal, code \(quoted(code.value.isObject ? "" : code.value.word)): "
                + quoted(code.message?.word ?? ""),
            hint: "Ask again, and save the answer once it is one")
        return true
    }

    private static func code(
        _ object: inout JSONObjectReader
    ) -> (value: JSONValue, message: JSONValue?)? {
        // Bybit; OKX; Binance, which gives a code with a refusal alone.
        let bybit = object.value("retCode")
        if let code = bybit ?? (object.has("msg") ? object.value("code") : nil) {
            let message = bybit == nil ? object.value("msg") : object.value("retMsg")
            return code.word == "0" ? nil : (code, message)
        }
        // CoinMarketCap and CoinGecko, which has its status in an error too.
        let error = object.value("error")
        guard error?.isObject != false else { return error.map { ($0, $0) } }
        var inner = error?.object()
        let holder = inner?.value("status") ?? object.value("status")
        if var status = holder.flatMap({ $0.isObject ? $0.object() : nil }),
            let code = status.value("error_code"), code.word != "0"
        {
            return (code, status.value("error_message"))
        }
        return error.map { (inner?.value("code") ?? $0, inner?.value("message")) }
    }
}
