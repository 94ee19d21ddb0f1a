import ContentIngest
import MarginModel
import Testing

/// One replacement in `AccountSample.complete`, and the diagnostic that it must give.
struct BrokenAccount: Sendable, CustomStringConvertible {
    let old: String
    let new: String
    let id: String
    let line: Int
    let column: Int

    init(_ old: String, _ new: String, _ id: String, _ line: Int, _ column: Int) {
        (self.old, self.new, self.id, self.line, self.column) = (old, new, id, line, column)
    }

    var description: String { "\(old) → \(new)" }
}

struct AccountDiagnosticTests {
    @Test func refusesMorePositionsThanAnyAccountHolds() throws {
        let rows = (1...1_001).map { number in
            #"{"symbol": "S\#(number)", "side": "long", "marginMode": "cross", "quantity": "1"}"#
        }
        let text = """
            {"schema": "marginalia/account/1", "id": "a", "venue": "okx",
            "asOf": "2026-02-01T16:25:00Z", "positions": [
            \(rows.joined(separator: ",\n"))
            ]}
            """
        let error = try #require(throws: Diagnostics.self) {
            try AccountReader().read(Array(text.utf8), file: "a.json")
        }
        #expect(error.all.map(\.id) == ["too-many-positions"])
        #expect(error.all.first?.location.line == 1_003)
    }

    @Test(arguments: [
        BrokenAccount("account/1\"", "account/2\"", "wrong-schema", 2, 13),
        BrokenAccount("\"schema\": \"marginalia/account/1\",", "", "missing-key", 1, 1),
        BrokenAccount("\"id\": \"desk-0042\",", "", "missing-key", 1, 1),
        BrokenAccount("\"desk-0042\"", "null", "missing-key", 3, 9),
        BrokenAccount("\"desk-0042\"", "42", "wrong-type", 3, 9),
        BrokenAccount("desk-0042", "../etc", "unsafe-id", 3, 9),
        BrokenAccount("desk-0042", "..", "unsafe-id", 3, 9),
        BrokenAccount("desk-0042", ".", "unsafe-id", 3, 9),
        BrokenAccount("desk-0042", "a b", "unsafe-id", 3, 9),
        BrokenAccount("desk-0042", "désk", "unsafe-id", 3, 9),
        BrokenAccount("desk-0042", "a\\u0000", "control-character", 3, 9),
        BrokenAccount("desk-0042", String(repeating: "a", count: 65), "unsafe-id", 3, 9),
        BrokenAccount(
            "\"USDC\", \"amount", "\"US\\u001bDC\", \"amount", "control-character", 16, 27),
        BrokenAccount("\"venue\": \"binance\",", "", "missing-key", 1, 1),
        BrokenAccount("\"binance\"", "\"binanse\"", "unknown-value", 5, 12),
        BrokenAccount("\"testnet\"", "\"test\"", "unknown-value", 6, 18),
        BrokenAccount("\"multi-asset\"", "\"futures\"", "account-mode-not-of-venue", 7, 18),
        BrokenAccount("\"multi-asset\"", "\"multi\"", "unknown-value", 7, 18),
        BrokenAccount("\"hedge\"", "\"both\"", "unknown-value", 8, 19),
        BrokenAccount("16:25:00Z", "16:25:00", "instant-without-zone", 9, 11),
        BrokenAccount("2026-02-01T16:25:00Z", "2026-02-01", "instant-without-time", 9, 11),
        BrokenAccount("\"2026-02-01T16:25:00Z\"", "17", "not-an-instant", 9, 11),
        BrokenAccount("2026-02-01T16:25:00Z", "2026-02-30T16:25:00Z", "not-an-instant", 9, 11),
        BrokenAccount("\"fictional\": true", "\"fictional\": \"yes\"", "wrong-type", 10, 16),
        BrokenAccount("legacy-entry-value", "legacy", "unknown-value", 11, 18),
        BrokenAccount("\"0.0004\"", "\"4\"", "out-of-range", 12, 19),
        BrokenAccount("\"25500.50\"", "\"NaN\"", "not-a-number", 14, 41),
        BrokenAccount("\"25500.50\"", "\"25,500.50\"", "not-a-number", 14, 41),
        BrokenAccount("\"25500.50\"", "\"$25500\"", "not-a-number", 14, 41),
        BrokenAccount("\"25500.50\"", "1e99", "number-too-long", 14, 41),
        BrokenAccount("\"25500.50\"", "true", "wrong-type", 14, 41),
        BrokenAccount("\"0.99\"", "\"99\"", "out-of-range", 14, 71),
        BrokenAccount("\"indexPrice\": 1 }", "\"indexPrice\": 0 }", "not-positive", 14, 93),
        BrokenAccount("\"amount\": \"10\"", "\"amount\": \"-10\"", "negative", 16, 45),
        BrokenAccount(
            "\"contractType\": \"inverse\"", "\"contractType\": \"x\"", "unknown-value", 20, 23),
        BrokenAccount("\"side\": \"long\",\n", "\"side\": \"buy\",\n", "unknown-value", 21, 15),
        BrokenAccount("\"marginMode\": \"isolated\",", "", "missing-key", 18, 5),
        BrokenAccount("\"quantity\": \"3\"", "\"quantity\": \"0\"", "not-positive", 23, 19),
        BrokenAccount("\"quantity\": \"3\"", "\"quantity\": -3", "not-positive", 23, 19),
        BrokenAccount("\"quantity\": \"3\",", "", "missing-key", 18, 5),
        BrokenAccount("\"100\"", "\"0\"", "not-positive", 24, 23),
        BrokenAccount("\"92000\"", "\"-92000\"", "not-positive", 25, 21),
        BrokenAccount("\"87959.907984\"", "\"0.000\"", "not-positive", 26, 20),
        BrokenAccount("\"87959.907984\"", "{}", "wrong-type", 26, 20),
        BrokenAccount("\"leverage\": \"20\"", "\"leverage\": \"0\"", "not-positive", 27, 19),
        BrokenAccount("\"extraMargin\": \"0\"", "\"extraMargin\": \"-1\"", "negative", 29, 22),
        BrokenAccount("\"-0.0001\"", "\"-1.01\"", "out-of-range", 31, 22),
        BrokenAccount(
            "2026-02-02T00:00:00Z", "2026-02-02T00:00:00", "instant-without-zone", 33, 24),
        BrokenAccount("Hours\": \"8\"", "Hours\": \"2562047788015\"", "out-of-range", 32, 31),
        BrokenAccount("Hours\": \"8\"", "Hours\": \"8760.5\"", "out-of-range", 32, 31),
        BrokenAccount("Hours\": \"8\"", "Hours\": 1e-5", "out-of-range", 32, 31),
        BrokenAccount("\"80000\"", "\"0\"", "not-positive", 39, 70),
        BrokenAccount("\"84000\"", "\"0\"", "not-positive", 42, 77),
        BrokenAccount("\"last\"", "\"bid\"", "unknown-value", 42, 99),
        BrokenAccount("\"1.5\"", "\"0\"", "not-positive", 46, 63),
        BrokenAccount("\"pending\"", "\"sent\"", "unknown-value", 53, 85),
        BrokenAccount("\"61200\"", "\"0\"", "not-positive", 56, 37),
        BrokenAccount(", \"limit\": \"10000\"", "", "missing-key", 58, 17),
        BrokenAccount("\"0.4\", \"target", "\"0\", \"target", "out-of-range", 61, 30),
        BrokenAccount("\"0.4\", \"target", "\"1\", \"target", "out-of-range", 61, 30),
        BrokenAccount("[{ \"asset\": \"USDC\"", "[3, { \"asset\": \"USDC\"", "wrong-type", 16, 16),
        BrokenAccount("\"label\":", "\"id\":", "duplicate-key", 4, 3),
    ])
    func pointsAtWhatIsWrong(broken: BrokenAccount) throws {
        let error = try #require(throws: Diagnostics.self) { try read(broken) }
        let place = SourceLocation(file: "a.json", line: broken.line, column: broken.column)
        let found = error.all.filter { $0.severity == .error }
        #expect(found.map(\.id) == [broken.id])
        #expect(found.map(\.location) == [place])
        #expect(found.allSatisfy { $0.hint?.isEmpty == false })
    }

    @Test(arguments: [
        BrokenAccount("\"label\"", "\"lable\"", "unknown-key", 4, 3),
        BrokenAccount("\"markPrice\"", "\"markprice\"", "unknown-key", 26, 7),
        BrokenAccount("\"targetRatio\"", "\"targetRation\"", "unknown-key", 61, 15),
        BrokenAccount("\"uniMMR\"", "\"uniMmr\"", "unknown-key", 62, 87),
    ])
    func warnsOfAMisspeltKey(broken: BrokenAccount) throws {
        let (_, warnings) = try read(broken)
        #expect(warnings.map(\.id) == [broken.id])
        #expect(
            warnings.map(\.location)
                == [SourceLocation(file: "a.json", line: broken.line, column: broken.column)])
        let meant = broken.old.replacing("\"", with: "'")
        #expect(warnings.allSatisfy { $0.hint?.contains(meant) == true })
    }

    @Test func reportsPositionsThatExcludeEachOther() throws {
        let oneWay = BrokenAccount("\"hedge\"", "\"one-way\"", "", 0, 0)
        let sides = try #require(throws: Diagnostics.self) { try read(oneWay) }
        #expect(sides.all.map(\.id) == ["both-sides-in-one-way-mode"])
        #expect(sides.all.first?.location == SourceLocation(file: "a.json", line: 36, column: 5))

        let same = BrokenAccount(
            "\"short\", \"marginMode\": \"cross\"", "\"long\", \"marginMode\": \"isolated\"", "", 0,
            0)
        let twice = try #require(throws: Diagnostics.self) { try read(same) }
        #expect(twice.all.map(\.id) == ["duplicate-position"])
        #expect(twice.all.first?.location == SourceLocation(file: "a.json", line: 36, column: 5))
    }

    @Test func reportsAllThatIsWrongAtOnce() throws {
        let text = AccountSample.complete
            .replacing("\"desk-0042\"", with: "\"a/b\"")
            .replacing("\"92000\"", with: "\"-1\"")
            .replacing("\"pending\"", with: "\"lost\"")
            .replacing("\"label\"", with: "\"lable\"")
        let error = try #require(throws: Diagnostics.self) {
            try AccountReader().read(Array(text.utf8), file: "a.json")
        }
        #expect(
            error.all.map(\.id) == ["unsafe-id", "unknown-key", "not-positive", "unknown-value"])
        #expect(error.all.map(\.location.line) == [3, 4, 25, 53])
    }

    private func read(_ broken: BrokenAccount) throws -> (Account, [Diagnostic]) {
        let text = AccountSample.complete
        let range = try #require(text.firstRange(of: broken.old), "\(broken.old) is in the sample")
        let changed = text.replacingCharacters(in: range, with: broken.new)
        return try AccountReader().read(Array(changed.utf8), file: "a.json")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
