import MarginModel
import MarkupValidation
import Testing

/// Faults are found wherever they lie: across the blocks that the byte passes read, and far down.
struct HostilePlaceTests {
    @Test(arguments: [[0x01], [0x1F], [0x0D], [0x7F], [0xFF], [0xC2, 0x85], [0xEF, 0xBF, 0xBF]])
    func findsABadByteAtEveryPlaceOfAWord(bad: [UInt8]) throws {
        let checker = PageChecker()
        for place in 0..<20 {
            for filler in ["a", "é"] {
                let text =
                    Array(String(repeating: filler, count: place).utf8) + bad
                    + Array("bcdefghijklmnopq".utf8)
                let page =
                    Array((SamplePages.head + "<p>").utf8) + text
                    + Array(("</p>\n" + SamplePages.tail).utf8)
                let found = checker.check(page, path: "a", kind: .page).diagnostics
                let first = try #require(found.first)
                #expect(first.location.line == SamplePages.bodyLine)
                #expect(first.location.column == 4 + place * filler.utf8.count)
            }
        }
    }

    @Test(arguments: ["{{name}}", "}}", "Optional(1)", "NaN", "[object Object]", "\u{FFFD}"])
    func findsALeakAtEveryPlace(leak: String) throws {
        let checker = PageChecker()
        for place in 0..<20 {
            let text = String(repeating: ".", count: place) + leak + "."
            let page = SamplePages.page(body: "<p>&#65; \(text)</p>")
            let found = checker.check(Array(page.utf8), path: "a", kind: .page).diagnostics
            let only = try #require(found.first)
            #expect(found.count == 1)
            #expect(only.location.column == 10 + place)
        }
    }

    @Test func countsLinesPastSixteenBits() throws {
        let body = String(repeating: "<br/>\n", count: 70_000) + "<p x=\"\">a</p>"
        let page = Array(SamplePages.page(body: body).utf8)
        let found = PageChecker().check(page, path: "a", kind: .page).diagnostics
        let only = try #require(found.first)
        #expect(found.count == 1)
        #expect(only.location.line == SamplePages.bodyLine + 70_000)
        #expect(only.location.column == 4)
    }

    @Test func endsSoonOnTagsThatNest() {
        let start = ContinuousClock.now
        // Ten million do not fit into a page; half a million do.
        for count in [10_000_000, 500_000] {
            let page = Array(SamplePages.page(body: String(repeating: "<b>", count: count)).utf8)
            #expect(!HostileInputTests.ids(page).isEmpty)
        }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    /// One checker, and names that no document repeats: a parser's dictionary would fill up at 10 MB.
    @Test func survivesNamesThatNeverRepeat() throws {
        let checker = PageChecker()
        for round in 0..<300 {
            let names = (0..<6).map { "<n\(round)x\($0)></n\(round)x\($0)>" }.joined()
            let page = Array(SamplePages.page(body: "<p>\(names)</p>").utf8)
            let ids = checker.check(page, path: "a", kind: .page).diagnostics.map { $0.id }
            #expect(Set(ids) == ["H002-unknown-element"])
        }
        let good = Array(SamplePages.page(body: "<p>a</p>").utf8)
        #expect(checker.check(good, path: "a", kind: .page).diagnostics.isEmpty)
    }
}
