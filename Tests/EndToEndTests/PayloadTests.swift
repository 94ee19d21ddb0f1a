import Foundation
import Testing

/// A venue's own responses through the built program.
struct PayloadTests {
    private static let risk = """
        [{"symbol":"BTCUSDT","positionAmt":"0.5","entryPrice":"80000","markPrice":"81000","unRealizedProfit":"500","liquidationPrice":"0","leverage":"10","marginType":"cross","isolatedMargin":"0","positionSide":"BOTH","notional":"40500","isolatedWallet":"0","updateTime":1769963100000}]
        """
    private static let account = """
        {"feeTier":0,"multiAssetsMargin":false,"totalWalletBalance":"9000","totalMarginBalance":"9500","updateTime":0,
         "assets":[{"asset":"USDT","walletBalance":"9000","crossWalletBalance":"9000","updateTime":1769963100000}],"positions":[]}
        """

    @Test func assessesAnAccountFromTwoResponses() throws {
        let folder = try folder(["a": Self.risk, "b": Self.account])
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try run(["a", "b"], in: folder)
        #expect(answer.status == 0)
        #expect(answer.output.contains("\"id\": \"binance-account\""))
        #expect(answer.output.contains("\"equity\": \"9500\""))
        #expect(answer.errors.contains("2 files as binance-account:"))
        #expect(answer.errors.contains("Binance positionRisk v2 (1 position)"))
        #expect(answer.errors.contains("Binance account v2 (1 balance)"))
    }

    @Test func saysWhereAResponseIsWrongAndShowsThePlace() throws {
        let folder = try folder([
            "a": Self.risk.replacingOccurrences(of: "\"0.5\"", with: "\"half\"")
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try run(["a"], in: folder)
        #expect(answer.status == 4)
        #expect(answer.errors.contains("[not-a-number]"))
        #expect(answer.errors.contains("\n  " + String(repeating: " ", count: 35) + "^\n"))
        #expect(answer.output.isEmpty)
    }

    @Test func doesNotMeasureAPoolWithoutTheOptionInIt() throws {
        let folder = try folder([
            "positions": """
            {"code":"0","msg":"","data":[{"instId":"BTC-USDT-SWAP","instType":"SWAP","mgnMode":"cross","posSide":"net","pos":"10","avgPx":"81000","markPx":"81000","lever":"10","ccy":"USDT","uTime":"1769963100000"},
            {"instId":"DOGE-USDT","instType":"MARGIN","mgnMode":"cross","posSide":"net","pos":"70","ccy":"USDT","uTime":"1769963100000"}]}
            """,
            "balance": """
            {"code":"0","msg":"","data":[{"adjEq":"","uTime":"1769963100000","details":[{"ccy":"USDT","cashBal":"9000","eq":"9000","eqUsd":"9000","upl":"0"}]}]}
            """,
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try run(["positions", "balance"], in: folder)
        #expect(answer.status == 5)
        #expect(answer.output.contains("\"state\": \"incomplete\""))
        #expect(answer.output.contains("\"code\": \"not-modelled\""))
        #expect(answer.output.contains("positions.json:2:1"))
        #expect(answer.output.contains("\"ratio\": null"))
        #expect(!answer.output.contains("\"state\": \"healthy\""))
    }

    private static let brackets = """
        [{"symbol":"BTCUSDT","brackets":[{"bracket":1,"initialLeverage":50,"notionalCap":1000,"notionalFloor":0,"maintMarginRatio":0.01,"cum":0.0}]}]
        """

    /// A shell empties the file behind `>` before anything reads it; the program's own option does not.
    @Test func aFileMayBeReplacedByWhatItConvertsTo() throws {
        let folder = try folder(["sheet": Self.brackets])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "sheet.json").path()
        let convert = ["convert", file, "--to", "sheet", "--output", file]
        let undated = try Program.run(convert)
        #expect(undated.status == 4)
        #expect(undated.errors.contains("[sheet-without-date]"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.brackets)
        let written = try Program.run(convert + ["--as-of", "2026-02-01T16:29:00Z"])
        #expect(written.status == 0)
        #expect(written.output.isEmpty)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\"2026-02-01\""))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(names == ["sheet.json"])
        // A sheet says its day itself.
        let again = try Program.run(convert + ["--as-of", "2026-02-01T16:29:00Z"])
        #expect(again.status == 2)
        let other = try Program.run(convert + ["--venue", "binance"])
        #expect(other.status == 2)
    }

    @Test(arguments: [
        ["assess"], ["plan"], ["convert"], ["convert", "--to", "sheet"],
        ["convert", "--to", "sheet", "--as-of", "2026-02-01T16:29:00Z"], ["report", "--accounts"],
    ])
    func anEmptyInputIsNamedAndGivesNothing(verb: [String]) throws {
        let site = try Program.copyOfSite()
        defer { try? FileManager.default.removeItem(at: site) }
        for text in ["", " \n\n"] {
            let file = site.appending(path: "empty.json").path()
            try Data(text.utf8).write(to: URL(filePath: file))
            let answer = try Program.run(verb + [file, "-C", site.path()])
            #expect(answer.status == 4, "\(verb) \(answer.errors)")
            #expect(answer.output.isEmpty)
            #expect(answer.errors.contains("empty.json"))
        }
    }

    @Test func refusesResponseOptionsBesideAStreamOfAccounts() throws {
        let answer = try Program.run(["assess", "-", "--venue", "binance"], input: "")
        #expect(answer.status == 2)
    }

    @Test func listsWhatIsAccepted() throws {
        let answer = try Program.run(["doctor"])
        #expect(answer.status == 0)
        #expect(answer.output.contains("libxml2: 2."))
        #expect(answer.output.contains("Bybit position list: GET /v5/position/list"))
        #expect(answer.output.contains("$ marginalia assess account.json"))
    }

    private func run(_ files: [String], in folder: URL) throws -> Program.Answer {
        let paths = files.map { folder.appending(path: "\($0).json").path() }
        return try Program.run(
            ["assess"] + paths + ["--json", "--as-of", "2026-02-01T16:29:00Z"])
    }

    private func folder(_ files: [String: String]) throws -> URL {
        let folder = try Program.temporaryFolder()
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: "\(name).json"))
        }
        return folder
    }
}
