import MarginModel
import Testing

@testable import ContentIngest

/// CSV that is too long to be read whole: account by account.
struct AccountCSVStreamTests {
    private static let head = "sep=;\naccount;venue;asOf;symbol;side;quantity;marginMode;Note\n"
    private static func row(_ account: String, _ symbol: String, quantity: String = "1") -> String {
        "\(account);okx;2026-02-01T16:25:00Z;\(symbol);long;\(quantity);isolated;\n"
    }

    private func lines(_ text: String, pieces: Int = .max) throws -> [AccountLine] {
        let bytes = Array(text.utf8)
        var splitter = AccountCSVSplitter(try #require(AccountCSVSplitter.Head(of: bytes)))
        var lines: [NDJSONSplitter.Line] = []
        for start in stride(from: 0, to: bytes.count, by: min(pieces, bytes.count)) {
            lines += splitter.feed(Array(bytes[start...].prefix(pieces)))
        }
        while let last = splitter.finish() { lines.append(last) }
        return lines.map { AccountReader().read($0, file: "a.csv") }
    }

    @Test func readsWhatTheReaderOfWholeFilesReadsWhateverThePieces() throws {
        let text =
            Self.head + Self.row("a", "A") + "\n" + Self.row("a", "\"B\"") + Self.row("\"b\"", "A")
            + "b;;;C;short;\"2,5\";isolated;\"two\nlines;\"\"\""
        let whole = try AccountSource.read(Array(text.utf8), file: "a.csv").accounts
        #expect(whole.map(\.positions.count) == [2, 2])
        for pieces in [1, 2, 3, 7, 64, .max] {
            let found = try lines(text, pieces: pieces)
            let accounts = try found.map { try $0.result.get() }
            #expect(accounts == whole)
            #expect(found.map(\.number) == [3, 6])
            #expect(found.flatMap(\.warnings).isEmpty)
        }
    }

    @Test func placesAFaultWhereItStandsAndLosesNoOtherAccount() throws {
        let lines = try lines(
            Self.head + Self.row("a", "A") + Self.row("b", "A") + Self.row("b", "B", quantity: "x")
                + Self.row("c", "A"))
        #expect(lines.map(\.id) == ["a", "b", "c"])
        let places = lines.map { problems(of: $0).map(\.location) }
        #expect(places == [[], [SourceLocation(file: "a.csv", line: 5, column: 35)], []])
    }

    /// Either may be without a position of its own.
    @Test func aRowThatNamesNoAccountCostsThoseOnBothSides() throws {
        let rows = ["a", "b", "c", "d"].map { Self.row($0, "A") }
        let broken = "b\";okx;;;\n"
        let lines = try lines(Self.head + rows[0] + rows[1] + broken + "\n" + rows[2] + rows[3])
        #expect(lines.map { (try? $0.result.get())?.id } == ["a", nil, nil, "d"])
        #expect(lines.map(\.number) == [3, 4, 5, 8])
        let last = try self.lines(Self.head + rows[0] + broken)
        #expect(last.count == 1 && (try? last[0].result.get()) == nil)
        let alone = try self.lines(Self.head + broken)
        #expect(alone.count == 1 && (try? alone[0].result.get()) == nil)
    }

    /// Each account says it, at its own row.
    @Test func saysWhatColumnIsMissing() throws {
        let text = "account,venue,asOf,symbol,side,quantity\na,okx,2026-02-01T16:25:00Z,A,long,1\n"
        let lines = try lines(text + text.split(separator: "\n")[1].replacing("a,", with: "b,"))
        #expect(lines.map { problems(of: $0).map(\.id) } == [["missing-key"], ["missing-key"]])
        #expect(lines.flatMap { problems(of: $0).map(\.location.line) } == [2, 3])
    }

    @Test func refusesRowsThatStandApart() throws {
        let lines = try lines(
            Self.head + Self.row("a", "A") + Self.row("b", "A") + Self.row("a", "B"))
        #expect(lines.map { problems(of: $0).map(\.id) } == [[], [], ["csv-account-apart"]])
    }

    @Test func findsTheColumnsOfAFileOfAnyLength() {
        let long = Array(Self.head.utf8) + Array(repeating: 0x20, count: CSVTable.maximumBytes)
        #expect(AccountCSVSplitter.Head(of: long)?.lineCount == 2)
    }

    @Test func looksAtTheColumnsOnce() throws {
        let stream = stream(Self.head + Self.row("a", "A") + Self.row("b", "A"))
        guard case .records = try stream.open(prefersLines: false) else {
            Issue.record("the file is read whole")
            return
        }
        #expect(stream.warnings.map(\.id) == ["unknown-key"])
        #expect(try stream.nextBatch()?.count == 1)
        #expect(try stream.nextBatch()?.count == 1)
        #expect(try stream.nextBatch() == nil)
        let error = try #require(throws: Diagnostic.self) {
            try self.stream("account;venue;asOf;symbol;side\na;okx;;A;long\n")
                .open(prefersLines: false)
        }
        #expect(error.id == "missing-key")
    }

    private func problems(of line: AccountLine) -> [Diagnostic] {
        guard case .failure(let error) = line.result else { return [] }
        return error.all
    }

    private func stream(_ text: String) -> AccountStream {
        var rest: [UInt8]? = Array(text.utf8)
        return AccountStream({ rest.take() ?? [] }, file: "a.csv", mostWhole: 32)
    }
}
