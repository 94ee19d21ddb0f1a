import MarginModel
import Testing

@testable import ContentIngest

struct NDJSONTests {
    private static let good = AccountSample.smallest

    @Test func reportsABadLineWithItsNumberAndGoesOn() throws {
        let second = Self.good.replacing("\"a\"", with: "\"b\"")
        let text = Self.good + "\n\n  \r\n{\"schema\": 1,}\n" + second + "\r\n"
        let lines = AccountReader().readLines(Array(text.utf8), file: "many.ndjson")
        #expect(lines.map(\.number) == [1, 4, 5])
        #expect(try lines[0].result.get().id == "a")
        #expect(try lines[2].result.get().id == "b")
        let error = try #require(throws: Diagnostics.self) { try lines[1].result.get() }
        #expect(error.all.map(\.id) == ["json-trailing-comma"])
        #expect(
            error.all.map(\.location) == [SourceLocation(file: "many.ndjson", line: 4, column: 13)])
    }

    @Test func keepsTheWarningsOfALine() {
        let text = "\n" + Self.good.replacing("\"asOf\"", with: "\"lable\":\"x\",\"asOf\"")
        let lines = AccountReader().readLines(Array(text.utf8), file: "-")
        #expect(lines.count == 1)
        #expect(lines.first?.warnings.map(\.id) == ["unknown-key"])
        #expect(lines.first?.warnings.map(\.location.line) == [2])
    }

    @Test func readsNoAccountsFromNothing() {
        #expect(AccountReader().readLines([], file: "-").isEmpty)
        #expect(AccountReader().readLines(Array("\n \n\t\r\n".utf8), file: "-").isEmpty)
    }

    @Test func cutsTheSameLinesWhateverTheChunks() throws {
        let text = Array("one\n\ntwo\r\n  \nthree".utf8)
        for size in 1...text.count {
            var splitter = NDJSONSplitter()
            var lines: [NDJSONSplitter.Line] = []
            for start in stride(from: 0, to: text.count, by: size) {
                lines += splitter.feed(Array(text[start..<min(start + size, text.count)]))
            }
            if let last = splitter.finish() { lines.append(last) }
            #expect(lines.map(\.number) == [1, 3, 5])
            let texts = try lines.map { String(decoding: try $0.content(file: "-"), as: UTF8.self) }
            #expect(texts == ["one", "two\r", "three"])
        }
    }

    @Test func reportsALineThatIsTooLongOnceAndGoesOn() throws {
        var splitter = NDJSONSplitter(limit: 8)
        var lines = splitter.feed(Array("12345678\n12345".utf8))
        lines += splitter.feed(Array("6789".utf8))
        lines += splitter.feed(Array("0123456789\nend".utf8))
        if let last = splitter.finish() { lines.append(last) }
        #expect(lines.map(\.number) == [1, 2, 3])
        #expect(try lines[0].content(file: "-").count == 8)
        #expect(try lines[2].content(file: "-") == Array("end".utf8))
        let result = AccountReader().read(lines[1], file: "-")
        let error = try #require(throws: Diagnostics.self) { try result.result.get() }
        #expect(error.all.map(\.id) == ["line-too-long"])
        #expect(error.all.map(\.location) == [SourceLocation(file: "-", line: 2, column: 1)])
    }
}
