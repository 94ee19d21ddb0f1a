import Foundation
import MarginModel
import MarkupValidation
import Testing

struct HostileInputTests {
    static func ids(_ bytes: [UInt8], as kind: DocumentKind = .page) -> [String] {
        PageChecker().check(bytes, path: "hostile", kind: kind).diagnostics.map { $0.id }
    }

    /// Style sheets and redirects have no tags.
    static let markup = DocumentKind.allCases.filter {
        ![.stylesheet, .redirects, .headers].contains($0)
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;&b;\">]>\n<a>&d;</a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>\n<a>&b;</a>",
        "<!DOCTYPE a [<!ATTLIST a b CDATA \"c\">]>\n<a/>",
        "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"http://example.com/a.dtd\"><a/>",
    ])
    func refusesDocumentTypesBeforeParsing(text: String) {
        for kind in Self.markup where kind != .jsonFeed {
            #expect(Self.ids(Array(text.utf8), as: kind).contains("H014-bad-prologue"))
        }
    }

    @Test func refusesBytesAfterANUL() {
        let bytes = Array(SamplePages.page(body: "<p>a</p>").utf8) + [0] + Array("<b>".utf8)
        #expect(Self.ids(bytes) == ["H015-bad-bytes"])
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xC2, 0x85], [0x0B],
            [0x7F],
            [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x0D],
        ] as [[UInt8]])
    func refusesBytesThatParsersReadDifferently(bytes: [UInt8]) throws {
        let page =
            Array((SamplePages.head + "<p>").utf8) + bytes + Array(("</p>" + SamplePages.tail).utf8)
        let found = PageChecker().check(page, path: "hostile", kind: .page).diagnostics
        #expect(found.map { $0.id } == ["H015-bad-bytes"])
        #expect(found.first?.location == SourceLocation(file: "hostile", line: 11, column: 4))
    }

    @Test func refusesAByteOrderMark() {
        let page = [0xEF, 0xBB, 0xBF] + Array(SamplePages.page(body: "<p>a</p>").utf8)
        #expect(Self.ids(page) == ["H015-bad-bytes"])
    }

    @Test func refusesAnEncodingOtherThanUTF8() {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"
        #expect(Self.ids(Array(text.utf8), as: .xml).contains("H015-bad-bytes"))
    }

    @Test func boundsDepth() {
        let deep = String(repeating: "<div>", count: 100_000)
        #expect(Self.ids(Array(SamplePages.page(body: deep).utf8)).contains("H001-not-well-formed"))
    }

    @Test func boundsAttributesOfATag() {
        let attributes = (0..<100_000).map { " a\($0)=\"\"" }.joined()
        let start = ContinuousClock.now
        #expect(
            Self.ids(Array(SamplePages.page(body: "<p\(attributes)>a</p>").utf8)) == [
                "H018-too-large"
            ])
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func boundsTheSizeOfAPage() {
        let page = SamplePages.page(body: "<p>\(String(repeating: "a", count: 9 << 20))</p>")
        #expect(Self.ids(Array(page.utf8)) == ["H018-too-large"])
    }

    /// With the nearest name searched for each of them, this would take a minute.
    @Test func endsSoonOnManyWrongNames() {
        let body = (0..<20_000).map { "<n\($0) a\($0)=\"\"></n\($0)>" }.joined()
        let start = ContinuousClock.now
        #expect(
            check(SamplePages.page(body: body)).diagnostics.count == PageChecker.reportLimit + 1)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func boundsTheReport() throws {
        let page = SamplePages.page(body: String(repeating: "<p x=\"\">a</p>", count: 500))
        let found = check(page).diagnostics
        #expect(found.count == PageChecker.reportLimit + 1)
        #expect(found.last?.id == "H022-too-many-problems")
    }

    @Test(arguments: [
        "", "<", "<!", "<!--", "<p", "<a b=\"", "</", "<![CDATA[", "<?", "&", "&#", "<svg/></svg>",
    ])
    func survivesTruncatedInput(text: String) {
        for kind in Self.markup {
            #expect(!Self.ids(Array(text.utf8), as: kind).isEmpty)
        }
    }

    @Test func survivesEveryTruncationOfAPage() {
        let page = Array(SamplePages.complete.utf8)
        let checker = PageChecker()
        for length in stride(from: 0, to: page.count - 8, by: 7) {
            let found = checker.check(Array(page.prefix(length)), path: "cut", kind: .page)
            #expect(!found.diagnostics.isEmpty)
        }
    }

    /// A leak of one parser context a check would add 100 MB in every round of 4,000. Other tests run
    /// beside this one, so the round that grew least is the one that counts.
    /// In a process of its own: other tests would grow this one.
    @Test func keepsItsMemoryOverSixteenThousandChecks() async {
        await #expect(processExitsWith: .success) {
            let growth = try Self.leastGrowthOfFourRounds()
            #expect(growth < 2048)
        }
    }

    private static func leastGrowthOfFourRounds() throws -> Int {
        let good = Array(SamplePages.page(body: "<p id=\"a\">a</p>").utf8)
        let faulty = Array(SamplePages.page(body: "<p id=\"a\" x=\"\">a</p>").utf8)
        let broken = Array(SamplePages.page(body: "<p>").utf8)
        let feed = Array(FeedTests.feed.utf8)
        let checker = PageChecker()
        var growth: [Int] = []
        for _ in 0..<4 {
            let before = try residentKilobytes()
            for index in 0..<4000 {
                let bytes = [good, faulty, broken, feed][index % 4]
                _ = checker.check(bytes, path: "a", kind: index % 4 == 3 ? .atom : .page)
            }
            growth.append(try residentKilobytes() - before)
        }
        return try #require(growth.dropFirst().min())
    }

    private static func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.split(whereSeparator: { !$0.isNumber }).first ?? ""))
    }
}
