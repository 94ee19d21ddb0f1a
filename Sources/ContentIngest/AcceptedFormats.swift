/// Everything that is read, as a list for people: what it is called, its kinds, a command that reads
/// it. `marginalia doctor` prints it.
package struct AcceptedFormat: Hashable, Sendable {
    package let name: String
    /// Each with where it comes from.
    package let kinds: [String]
    package let example: String

    /// Responses are listed from the readers' own enumerations, so that no kind is forgotten.
    package static let all: [AcceptedFormat] = [
        AcceptedFormat(
            name: "Accounts",
            kinds: [
                "JSON, \(AccountReader.schema), one or an array: marginalia schema account",
                "NDJSON: one account a line; - is standard input",
                "CSV, one row a position: \(AccountCSVReader.header)",
                "CSV with semicolons or tabs, decimal commas, heads in any case and order",
                "any of them as gzip, UTF-8 or marked UTF-16; the content says what it is",
            ],
            example: "marginalia assess account.json"),
        AcceptedFormat(
            name: "Not read, but told how to make readable",
            kinds: FileSignature.allCases.filter { $0 != .gzip }.map {
                "\($0.title): \($0.recipe(for: "FILE"))"
            },
            example: "marginalia convert FILE… > accounts.ndjson"),
        AcceptedFormat(
            name: "Accounts from a venue's responses",
            kinds: PayloadKind.allCases.map { "\($0.title): \($0.endpoint)" },
            example: "marginalia plan --venue binance positionRisk.json account.json "
                + "--as-of 2026-02-01T16:25:00Z"),
        AcceptedFormat(
            name: "Tickers, in Content/snapshots",
            kinds: ["JSON, \(SnapshotReader.schema)"]
                + TickerKind.allCases.map(\.title)
                + [
                    "CSV columns: "
                        + (TickerCSV.required + TickerCSV.optional).joined(separator: ",")
                ],
            example: "cp markets.json Content/snapshots/ && marginalia build"),
        AcceptedFormat(
            name: "Names of assets, in Content/assets.json",
            kinds: ["JSON, \(AssetTableReader.schema)"],
            example:
                #"{"schema": "marginalia/assets/1", "assets": [{"slug": "pepe", "ticker": "PEPE"}]}"#
        ),
        AcceptedFormat(
            name: "Tiers and contracts, in Content/venues or --venues DIR",
            kinds: ["JSON, venue sheet schemaVersion 1"] + SheetKind.allCases.map(\.title)
                + [
                    #"An answer without a time is wrapped: {"asOf": "…", "source": "…", "response": …}"#
                ],
            example: "marginalia assess account.json --venues sheets"),
        AcceptedFormat(
            name: "Candles of an asset's history",
            kinds: [
                "CSV: \(CandleReader.header)",
                "Binance klines, Bybit kline, OKX candles, ccxt fetch_ohlcv",
            ],
            example: "head -1 Content/history/bitcoin.csv"),
    ]
}
