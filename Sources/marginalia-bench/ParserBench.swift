import ContentIngest
import Dispatch
import Glibc
import MarginModel

/// How many megabytes a second each parser takes, beside a plain pass over the same bytes.
struct ParserBench {
    private static let megabyte = 1 << 20

    let watch: Stopwatch

    func run(account: [UInt8]) {
        // One account a line: what is in the file, without its line feeds.
        let line = account.filter { $0 != 0x0A } + [0x0A]
        let lines = repeated(line, megabytes: 8)
        // Each pass starts from the last one's result, so that none can be left out.
        var sum = 0
        measure("nothing: every byte, added up", lines) { bytes in
            sum = bytes.reduce(sum) { $0 &* 31 &+ Int($1) }
            return sum
        }
        print("  (checksum \(sum))")
        measure("accounts as JSON", repeated(account, megabytes: 1)) { bytes in
            for _ in 0..<bytes.count / account.count {
                withExtendedLifetime(try? AccountReader().read(account, file: "bench")) {}
            }
            return 0
        }
        measure("accounts as NDJSON, one core", lines) {
            AccountReader().readLines($0, file: "bench").count
        }
        measureInParallel(lines)
        let header = Array((AccountCSVReader.header + "\n").utf8)
        let row = Array(
            "desk-1,binance,2026-02-01T16:25:00Z,,,,,,,,,,,,,,,,USDT,25500\n".utf8)
        measure("accounts as CSV", header + repeated(row, megabytes: 1)) {
            (try? AccountCSVReader().read($0, file: "bench"))?.lines.count ?? 0
        }
        measure("a ticker (CoinGecko)", ticker) {
            (try? SnapshotReader().read($0, file: "bench"))?.snapshot.quotes.count ?? 0
        }
    }

    private var ticker: [UInt8] {
        let rows = (0..<6_000).map { number in
            #"{"id":"coin-\#(number)","symbol":"c","name":"Coin \#(number)","current_price":12.5,"#
                + #""market_cap":1200000,"high_24h":12.9,"low_24h":12.1,"#
                + #""price_change_percentage_24h":-1.25,"last_updated":"2026-02-01T16:25:00Z"}"#
        }
        return Array("[\(rows.joined(separator: ","))]".utf8)
    }

    private func repeated(_ bytes: [UInt8], megabytes: Int) -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(megabytes * Self.megabyte + bytes.count)
        while all.count < megabytes * Self.megabyte { all += bytes }
        return all
    }

    private func measure(_ name: String, _ bytes: [UInt8], _ body: ([UInt8]) -> Int) {
        watch.measure("parse \(name)", unit: "MB", per: max(1, bytes.count / Self.megabyte)) {
            body(bytes)
        }
    }

    /// By the wall's clock: the work is on all cores.
    private func measureInParallel(_ bytes: [UInt8]) {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let start = DispatchTime.now()
        DispatchQueue.concurrentPerform(iterations: cores) { _ in
            withExtendedLifetime(AccountReader().readLines(bytes, file: "bench")) {}
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
        let rate = Double(cores * bytes.count / Self.megabyte) / seconds
        print("parse accounts as NDJSON, \(cores) cores together: \(Int(rate)) MB/s")
    }
}
