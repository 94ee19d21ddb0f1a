import ContentIngest
package import MarginModel

/// Daily candles from a folder of files, one an asset: `bitcoin.csv`, or `BTC.json.gz`.
package enum HistoryFolder {
    /// By ticker: `BTC`. All bad lines of all files are reported at once.
    package static func load(_ path: String) throws(Diagnostics) -> [String: [Candle]] {
        var candles: [String: [Candle]] = [:]
        var problems = Diagnostics()
        let files = FileReader()
        do {
            for name in try files.names(in: path) where ContentNames.data.match(name) {
                let file = SiteFolders.join(path, name)
                let ticker = ticker(ofFile: name)
                do {
                    let read = try CandleReader().read(try files.read(file), file: file).candles
                    if candles.updateValue(read, forKey: ticker) != nil {
                        problems.append(.secondHistory(of: ticker, file))
                    }
                } catch let error as Diagnostics {
                    problems.append(contentsOf: error)
                }
            }
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("the reader throws nothing else")
        }
        guard !problems.hasErrors else { throw Diagnostics(problems.sorted()) }
        return candles
    }

    /// `BTC` for `…/bitcoin.csv` and for `…/BTC.json.gz`.
    static func ticker(ofFile path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let stem = ContentNames.data.stem(of: name) ?? name
        return AssetName.known(as: stem)?.ticker ?? stem.uppercased()
    }
}

extension Diagnostic {
    fileprivate static func secondHistory(of ticker: String, _ file: String) -> Diagnostic {
        Diagnostic(
            id: "history-duplicate", at: SourceLocation(file: file),
            message: "another file holds candles of \(ticker) already",
            hint: "Keep one file for each asset.")
    }
}
