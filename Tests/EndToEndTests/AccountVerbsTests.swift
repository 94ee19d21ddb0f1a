import Foundation
import Testing

/// `assess` and `plan` on the shipped samples, as a user's script calls them.
@Suite struct AccountVerbsTests {
    @Test func everySampleAnswersInTheShapeOfItsSchema() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["account", "assessment", "plan", "path"] {
            let schema = try Program.run(["schema", name])
            #expect(schema.status == 0)
            try Data(schema.output.utf8).write(to: folder.appending(path: "\(name).schema.json"))
        }
        var checks: [String] = []
        for sample in try Program.samples {
            checks += ["account", sample.path()]
            for (verb, schema) in [("assess", "assessment"), ("plan", "plan")] {
                let answer = try Program.run([verb, sample.path(), "--json"])
                #expect(answer.status == 0 || answer.status == 5, "\(sample) \(answer.errors)")
                let file = folder.appending(path: "\(verb)-\(sample.lastPathComponent)")
                try Data(answer.output.utf8).write(to: file)
                checks += [schema, file.path()]
            }
        }
        let walked = try Program.run([
            "plan", "Content/portfolios/sample-binance-call.json", "--path",
            try fallingPath(folder),
            "--json",
        ])
        try Data(walked.output.utf8).write(to: folder.appending(path: "walked.json"))
        checks += ["path", folder.appending(path: "walked.json").path()]
        let script = Program.repository.appending(path: "Tests/EndToEndTests/validate.py").path()
        let validated = try Program.command("/usr/bin/python3", [script, folder.path()] + checks)
        #expect(validated.status == 0, "\(validated.output)\(validated.errors)")
        #expect(validated.output.contains("\(checks.count / 2) documents valid"))
    }

    @Test(arguments: [
        ("sample-binance-healthy", "healthy"), ("sample-binance-watch", "watch"),
        ("sample-binance-call", "call"), ("sample-binance-liquidation", "liquidation"),
        ("sample-binance-incomplete", "incomplete"), ("sample-inverse", "incomplete"),
        ("sample-okx-cross", "watch"), ("sample-bybit-cross-hedge", "healthy"),
    ])
    func everySampleIsInTheStateThatItShows(id: String, state: String) throws {
        let answer = try Program.run(["assess", "Content/portfolios/\(id).json", "--json"])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        #expect(object["state"] as? String == state)
        #expect(answer.status == (state == "incomplete" ? 5 : 0))
    }

    /// Margin use, excess and the nearest trigger, in the terminal, in `explain` and in both forms of the
    /// report that people read.
    @Test func everyFormSaysTheSameOfAnAccount() throws {
        let site = try Program.copyOfSite()
        defer { try? FileManager.default.removeItem(at: site) }
        let folder = site.path()
        let reported = try Program.run(["report", "-C", folder, "--format", "md,html"])
        #expect([0, 9].contains(reported.status), "\(reported.errors)")
        let day = site.appending(path: "Output/private/2026-02-01")
        let index = try String(contentsOf: day.appending(path: "index.ndjson"), encoding: .utf8)
        var compared = 0
        for line in index.split(separator: "\n") {
            let entry = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            let (id, token) = (try #require(entry["id"]), try #require(entry["token"]))
            let file = "\(folder)/Content/portfolios/\(id).json"
            func answer(_ arguments: [String]) throws -> String {
                try Program.run(arguments + ["-C", folder]).output
            }
            let terminal = try answer(["assess", file])
            let ratio = try answer(["explain", file, "ratio"])
            let form = { (name: String) in
                try String(contentsOf: day.appending(path: "\(token).\(name)"), encoding: .utf8)
                    .replacing("\u{2212}", with: "-")
            }
            let texts = [try form("md"), try form("html")]
            // Of several pools the report's first figures are those of one of them.
            let isOne = terminal.contains("\nAccount: ")
            var figures: [String] = []
            for (mark, start) in [
                ("\nLiquidation: when ", "Liquidation comes when "), ("excess ", ""),
                ("deficit ", ""), (", margin use ", ""),
            ] where isOne || !start.isEmpty {
                guard let place = terminal.firstRange(of: mark)?.upperBound else { continue }
                let ends: [Character] = start.isEmpty ? [",", "\n"] : ["\n"]
                var figure = ""
                for letter in terminal[place...] {
                    // A comma between digits groups them.
                    let isEnd =
                        ends.contains(letter)
                        && !(letter == "," && isGrouping(terminal, figure, after: place))
                    if isEnd { break }
                    figure.append(letter)
                }
                figures.append(start + figure)
            }
            if let place = ratio.firstRange(of: "on a report: ")?.upperBound, isOne {
                figures.append(String(ratio[place...].prefix { $0 != "," }))
            }
            for figure in figures {
                compared += 1
                #expect(texts.allSatisfy { $0.contains(figure) }, "\(id): \(figure)")
            }
        }
        #expect(compared >= 30)
    }

    /// Whether the comma after `figure` stands between digits.
    private func isGrouping(_ text: String, _ figure: String, after place: String.Index) -> Bool {
        let end = text.index(place, offsetBy: figure.count)
        return figure.last?.isNumber == true
            && text[text.index(after: end)...].first?.isNumber == true
    }

    /// Of a hedge the upper trigger is nearer here, and `explain` names it as the report does.
    @Test func explainTakesTheNearerTriggerOfAHedge() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let legs = [("long", "136"), ("short", "133.2")].map { side, size in
            """
            {"symbol": "BTCUSDT", "side": "\(side)", "marginMode": "cross", "quantity": "\(size)",
             "entryPrice": "87000", "markPrice": "87959.907984", "leverage": "20"}
            """
        }.joined(separator: ",")
        let file = folder.appending(path: "hedge.json")
        try Data(
            """
            {"schema": "marginalia/account/1", "id": "hedge", "fictional": true, "venue": "binance",
             "accountMode": "single-asset", "positionMode": "hedge", "asOf": "2026-02-01T16:28:00Z",
             "collateral": [{"asset": "USDT", "walletBalance": "210600.329937728", "indexPrice": "1"}],
             "positions": [\(legs)]}
            """.utf8
        ).write(to: file)
        let answer = try Program.run(["explain", file.path(), "distance"])
        #expect(answer.output.contains("= 0.794114643139496677177867\n"))
        #expect(answer.output.contains("on a report: +0.79%, as of 2026-02-01T16:28:00Z"))
        let terminal = try Program.run(["assess", file.path()])
        #expect(terminal.output.contains("Liquidation: when all prices rise by 0.79%"))
    }

    /// Without an equity nothing is known of a liquidation price: it is withheld, not absent.
    @Test func aPriceThatDependsOnSomethingMissingIsWithheld() throws {
        let answer = try Program.run([
            "assess", "Content/portfolios/sample-binance-incomplete.json",
        ])
        #expect(answer.output.contains("liquidation withheld, bankruptcy withheld"))
        #expect(!answer.output.contains("none by this price alone"))
    }

    @Test func anErrorOfReadingIsNoEndOfTheInput() throws {
        let folder = try Program.temporaryFolder().appending(path: "accounts.ndjson")
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let answer = try Program.run(["assess", folder.path()])
        #expect(answer.status == 4)
        #expect(answer.errors.contains("accounts.ndjson"))
        #expect(answer.errors.contains("[io-not-a-file]"))
    }

    @Test(arguments: ["assess", "plan"])
    func aDefectLosesNoLineThatIsFinished(verb: String) throws {
        let sample = try String(
            contentsOf: try #require(try Program.samples.first), encoding: .utf8
        ).replacing("\n", with: " ")
        let lines = (1...40).map { sample.replacing("Swing book", with: "No. \($0)") }
        let answer = try Program.run(
            [verb, "-"], input: lines.joined(separator: "\n"),
            environment: ["MARGINALIA_TEST_DEFECT": "assess:No. 40"])
        #expect(answer.status == 70)
        let answers = answer.output.split(separator: "\n")
        #expect((1..<40).contains(answers.count))
        for line in answers {
            #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
        }
    }

    @Test func anAbsurdIntervalSpoilsItsOwnAccountAlone() throws {
        let good = try String(
            contentsOf: try #require(try Program.samples.first), encoding: .utf8
        ).replacing("\n", with: " ")
        let bad = good.replacing(
            "\"fundingIntervalHours\": \"8\"", with: "\"fundingIntervalHours\": \"2562047788015\"")
        try #require(bad != good)
        let answer = try Program.run(["plan", "-"], input: [bad, good].joined(separator: "\n"))
        #expect(answer.status == 9)
        let lines = answer.output.split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0].contains("out-of-range"))
        #expect(lines[1].contains("marginalia/assessment/1"))
    }

    @Test(arguments: ["9223372036854775807", "-1", "soon", "292277026596"])
    func aSourceDateThatIsNoTimeIsAnError(text: String) throws {
        let sample = try #require(try Program.samples.first).path()
        let answer = try Program.run(
            ["assess", sample], environment: ["SOURCE_DATE_EPOCH": text])
        #expect(answer.status == 2)
        let given = try Program.run(
            ["assess", sample, "--clock", "2026-02-01T16:30:00Z"],
            environment: ["SOURCE_DATE_EPOCH": text])
        #expect([0, 5].contains(given.status))
    }

    @Test func linesAreAnsweredInOrderAndABadOneInItsPlace() throws {
        let good = try Program.samples.filter { !$0.path().contains("incomplete") }.prefix(2)
            .map { try String(contentsOf: $0, encoding: .utf8).replacing("\n", with: " ") }
        let answer = try Program.run(
            ["assess", "-"], input: [good[0], "{\"schema\": 1}", good[1]].joined(separator: "\n"))
        #expect(answer.status == 9)
        let lines = answer.output.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[0].contains("marginalia/assessment/1"))
        #expect(lines[1].contains("\"schema\":\"marginalia/error/1\",\"line\":2"))
        #expect(lines[2].contains("marginalia/assessment/1"))
    }

    @Test func aLineOfAnIncompleteAccountShowsInTheExitCode() throws {
        let sample = try #require(
            try Program.samples.first { $0.path().contains("binance-incomplete") })
        let line = try String(contentsOf: sample, encoding: .utf8).replacing("\n", with: " ")
        let answer = try Program.run(["assess", "-"], input: line)
        #expect(answer.status == 9)
        #expect(answer.errors.contains("1 of 1 account"))
    }

    @Test func anExampleIsMeasuredAtItsOwnInstantUnlessAClockIsGiven() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = try #require(
            try Program.samples.first { $0.path().contains("binance-call") }
        ).path()
        let venues = Program.repository.appending(path: "Content/venues").path()
        let outside = ["assess", sample, "--venues", venues, "-C", folder.path()]
        #expect(try Program.run(outside).status == 0)
        #expect(try Program.run(outside + ["--clock", "2026-12-01T00:00:00Z"]).status == 5)
    }

    @Test func reconcilingPrintsATableOfWhatDiffers() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = Program.repository.appending(
            path: "Content/portfolios/sample-binance-watch.json")
        let text = try String(contentsOf: sample, encoding: .utf8)
        let file = folder.appending(path: "account.json")
        // The first brace is the account's own.
        let reported = "{ \"reported\": { \"equity\": \"1\", \"availableBalance\": \"2\" },"
        try Data(text.replacing("{", with: reported, maxReplacements: 1).utf8).write(to: file)
        let answer = try Program.run(["assess", file.path(), "--reconcile"])
        // The venue's equity is far below ours, so no verdict is given.
        #expect(answer.status == 5, "\(answer.errors)")
        let lines = answer.output.split(separator: "\n")
        try #require(lines.count == 4)
        #expect(lines[0] == "0 of 2 reported figures agree to the tick.")
        #expect(lines[1].hasPrefix("field             venue says"))
        #expect(lines[2].hasPrefix("equity                     1"))
        #expect(lines[3].hasPrefix("availableBalance           2"))
        let plain = try Program.run(["assess", sample.path(), "--reconcile"])
        #expect(plain.output == "The account holds no figures that its venue reports.\n")
        #expect(try Program.run(["assess", file.path(), "--reconcile", "--json"]).status == 2)
    }

    /// Prices of the sample's contracts, one line a minute, the last far below.
    private func fallingPath(_ folder: URL) throws -> String {
        let file = folder.appending(path: "prices.csv")
        let lines = [
            "time,BTCUSDT,ADA,ETHUSDT", "2026-02-01T16:30:00Z,87960,0.4216,2920",
            "2026-02-01T16:31:00Z,87960,0.4216,2920", "2026-02-01T16:32:00Z,80000,0.38,2700",
        ]
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return file.path()
    }

    @Test func anAccountIsWalkedAlongAPathOfPrices() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = "Content/portfolios/sample-binance-call.json"
        let path = try fallingPath(folder)
        let answer = try Program.run(["plan", sample, "--path", path, "--every", "30s"])
        #expect(answer.status == 0)
        #expect(answer.output.contains("Margin call: 2026-02-01T16:30:00Z"))
        #expect(answer.output.contains("Cure: 2026-02-01T16:30:30Z"))
        #expect(answer.output.contains("Liquidation: 2026-02-01T16:32:00Z"))
        let lines = answer.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("2026-02-01T") }.count == 5)
        #expect(try Program.run(["plan", sample, "--every", "30s"]).status == 2)
        #expect(try Program.run(["plan", sample, "--path", path, "--every", "30"]).status == 2)
        #expect(try Program.run(["plan", sample, "--path", sample]).status == 4)
    }

    @Test func aPlanIsFollowedByAnAuditWhereItIsAskedFor() throws {
        let sample = "Content/portfolios/sample-binance-call.json"
        let titles = ["\nIf prices move\n  ", "\nSize by volatility\n  "]
        let short = try Program.run(["plan", sample]).output
        #expect(!titles.contains { short.contains($0) } && short.contains("margin use 93.0%"))
        let answer = try Program.run(["plan", sample, "-v"])
        #expect(titles.allSatisfy { answer.output.contains($0) })
        #expect(answer.output.contains("What the article claims, on this account"))
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let bare = try Program.run(["plan", sample, "-v", "--history", folder.path()])
        #expect(bare.output.contains("BTCUSDT long: Not computed: no candles of BTC."))
        #expect(try Program.run(["plan", sample, "--history", "nowhere"]).status == 3)
    }

    @Test func aStaleAccountHasNoPlan() throws {
        let answer = try Program.run([
            "plan", "Content/portfolios/sample-binance-call.json", "--json", "--clock",
            "2026-02-01T17:30:00Z",
        ])
        #expect(answer.status == 5)
        #expect(answer.output.contains("\"stale\""))
        #expect(answer.output.contains("\"verified\": false"))
    }

    @Test func otherSheetsAreUsedWhenTold() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sheet = Program.repository.appending(path: "Content/venues/binance.json")
        let text = try String(contentsOf: sheet, encoding: .utf8)
            .replacing("2026-09-29", with: "2026-09-28")
        try Data(text.utf8).write(to: folder.appending(path: "binance.json"))
        // What lies deeper is no sheet of this folder.
        let deeper = folder.appending(path: "old")
        try FileManager.default.createDirectory(at: deeper, withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: deeper.appending(path: "binance.json"))
        let account = "Content/portfolios/sample-binance-healthy.json"
        let usual = try Program.run(["assess", account, "--json"])
        let other = try Program.run(["assess", account, "--json", "--venues", folder.path()])
        #expect(other.status == 0)
        #expect(usual.output != other.output)
        #expect(other.output.contains("2026-09-28"))
    }

    /// A row of a file that is read whole, too.
    @Test func aBrokenRowCostsItsAccountAlone() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "desk.csv")
        let rows = ["3", "x", "1"].enumerated().map {
            "desk-\($0),binance,2026-02-01T16:25:00Z,BTCUSDT,long,\($1),cross,92000,87959.9,USDT,25500\n"
        }
        let head =
            "account,venue,asOf,symbol,side,quantity,marginMode,entryPrice,markPrice,"
            + "walletAsset,walletBalance\n"
        try Data((head + rows.joined()).utf8).write(to: file)
        for verb in ["assess", "plan", "convert"] {
            let json = verb == "convert" ? [] : ["--json"]
            let answer = try Program.run([verb, file.path()] + json)
            #expect(answer.status == 9)
            let lines = answer.output.split(separator: "\n")
            try #require(lines.count == 3)
            #expect(
                lines[1].contains("\"schema\":\"marginalia/error/1\",\"line\":3,\"id\":\"desk-1\""))
            #expect(
                !lines[0].contains("marginalia/error/1") && !lines[2].contains("marginalia/error/1")
            )
        }
        let text = try Program.run(["assess", file.path()])
        #expect(text.status == 9)
        #expect(text.errors.contains("desk.csv:3:50: error:"))
    }

    @Test func aBrokenFileIsRefusedWithItsPlace() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "account.json")
        try Data("{\n  \"schema\": \"marginalia/account/1\",\n  oops\n}\n".utf8).write(to: file)
        let answer = try Program.run(["assess", file.path()])
        #expect(answer.status == 4)
        #expect(answer.errors.contains("account.json:3:3: error:"))
    }
}
