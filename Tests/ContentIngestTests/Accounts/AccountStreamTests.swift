import MarginModel
import PageRendering
import Testing

@testable import ContentIngest

struct AccountStreamTests {
    private static let one = AccountSample.smallest.trimmed
    private static let two = one.replacing("\"a\"", with: "\"b\"")

    private static let records: [(String, Bool)] = [
        ("\(one)\n\(two)", false), ("\(one)\n\(two)", true), (one, true),
        ("{broken\n\(one)\n", false), ("\n\n\(one)\n\(two)", false),
        ("[\(one),\(two)]", false), ("[\n\(one),\n\(two)\n]\n", true),
        ("[{broken}, \(one)]", false),
    ]

    @Test(arguments: records)
    func findsRecords(text: String, prefersLines: Bool) throws {
        let stream = stream(text, pieces: 11)
        guard case .records = try stream.open(prefersLines: prefersLines) else {
            Issue.record("the text is taken for one document")
            return
        }
        var accounts: [String] = []
        while let lines = try stream.nextBatch() {
            accounts += lines.map { AccountReader().read($0, file: "f") }
                .map { (try? $0.result.get().id) ?? "bad" }
        }
        let expected = text.contains("broken") ? ["bad", "a"] : ["a", "b"]
        #expect(accounts == (text == Self.one ? ["a"] : expected))
    }

    @Test(arguments: [
        one, AccountSample.complete, "account;venue\na;okx\n", "[]",
        "[{\"symbol\": \"BTCUSDT\", \"positionAmt\": \"1\"}]", "{\"retCode\": 0, \"result\": {}}",
        "{\"symbol\": \"A\", \"positionAmt\": 1}\n{\"symbol\": \"B\", \"positionAmt\": 2}\n",
        "{\n\"a\": [\n{\n\"b\": 1\n},\n{\n\"b\": 2\n}\n]\n}\n",
    ])
    func leavesOtherTextsWhole(text: String) throws {
        guard case .whole(let bytes) = try stream(text, pieces: 7).open(prefersLines: false) else {
            Issue.record("the text is cut into records")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test func placesAnElementWhereItStands() throws {
        let text = "[\n  \(Self.one), {\"schema\": 1,}\n]"
        let stream = stream(text, pieces: 5)
        _ = try stream.open(prefersLines: false)
        var problems: [Diagnostic] = []
        while let lines = try stream.nextBatch() {
            for line in lines {
                if case .failure(let error) = AccountReader().read(line, file: "f").result {
                    problems += error.all
                }
            }
        }
        #expect(problems.map(\.id) == ["json-trailing-comma"])
        let column = 3 + Self.one.utf8.count + 2 + 12
        #expect(problems.map(\.location) == [SourceLocation(file: "f", line: 2, column: column)])
    }

    @Test(arguments: ["[\(one), \(two)", "[\(one),"])
    func tellsOfAnArrayThatIsCut(text: String) throws {
        let stream = stream(text, pieces: 1 << 20)
        _ = try stream.open(prefersLines: false)
        var results: [String] = []
        while let lines = try stream.nextBatch() {
            for line in lines {
                switch AccountReader().read(line, file: "f").result {
                case .success(let account): results.append(account.id)
                case .failure(let error): results += error.all.map(\.id)
                }
            }
        }
        #expect(results.contains("array-not-closed"))
        #expect(results.first == "a")
    }

    /// Every account that any reader gives is the same once written in our own format and read again:
    /// so what is assessed of a converted file is what is assessed of the original.
    @Test func writesWhatItsReaderReads() throws {
        let options = PayloadReader.Options(
            venue: nil, asOf: Instant(secondsSinceEpoch: 1_770_000_300))
        var accounts: [Account] = []
        for text in [AccountSample.complete, AccountSample.smallest] {
            accounts.append(try AccountReader().read(Array(text.utf8), file: "f").account)
        }
        for answers in PayloadSample.accounts + VenueAnswerTests.cases.map(\.answers) {
            let files = answers.enumerated().map {
                PayloadReader.File(name: "\($0.offset)", bytes: Array($0.element.utf8))
            }
            accounts.append(try PayloadReader().read(files, options).account)
        }
        for account in accounts {
            let bytes = AccountJSON(account, schema: AccountReader.schema).bytes(pretty: false)
            let again = try AccountReader().read(bytes, file: "g")
            #expect(again.account == account)
            #expect(again.warnings.isEmpty)
        }
    }

    private func stream(_ text: String, pieces size: Int) -> AccountStream {
        var rest = Array(text.utf8)[...]
        return AccountStream(
            {
                let piece = rest.prefix(size)
                rest = rest.dropFirst(size)
                return Array(piece)
            }, file: "f")
    }
}

extension String {
    fileprivate var trimmed: String { String(split(separator: "\n")[0]) }
}
