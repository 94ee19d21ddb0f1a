package import MarginModel

/// A ticker in the format `marginalia/snapshot/1`, as `import` writes it and pages link to it.
package struct SnapshotJSON {
    let snapshot: Snapshot

    package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// The same snapshot gives the same bytes. A quote without a price says why.
    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/snapshot/1")
            json.member("asOf", snapshot.asOf.description)
            json.member("source", snapshot.source)
            json.member("currency", "USD")
            if snapshot.isExample {
                json.key("example")
                json.bool(true)
            }
            json.list("quotes", snapshot.quotes) { json, quote in
                json.member("asset", quote.asset)
                json.optionalMember("ticker", quote.ticker)
                json.member("name", quote.name)
                json.member("price", quote.price?.description)
                json.optionalMember("reason", quote.reason?.rawValue)
                json.optionalMember("change24h", quote.change24h?.description)
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
