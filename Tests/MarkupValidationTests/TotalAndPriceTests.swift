import Foundation
import MarginModel
import Testing

@testable import MarkupValidation

struct TotalAndPriceTests {
    private static func found(_ body: String) -> [String] {
        check(SamplePages.page(body: body)).diagnostics.map {
            "\($0.id.prefix(4)) \($0.location.line - SamplePages.bodyLine):\($0.location.column) "
                + $0.message
        }
    }

    private static func table(_ rows: [String], foot: [String]) -> String {
        "<table aria-label=\"t\"><tbody>\n"
            + rows.map { "<tr><th scope=\"row\">a</th>\($0)</tr>\n" }.joined() + "</tbody><tfoot>\n"
            + foot.map { "<tr><th scope=\"row\">b</th>\($0)</tr>\n" }.joined() + "</tfoot></table>"
    }

    @Test(arguments: [
        (["<td>1</td>", "<td>2</td>"], ["<td data-total=\"column\">3</td>"]),
        (
            ["<td>−1,000.50 USDT</td>", "<td>0.5 USDT</td>"],
            ["<td data-total=\"column\">−1,000.00 USDT</td>"]
        ),
        // What rounding takes stands in a row of its own.
        (
            ["<td>0.33</td>", "<td>0.33</td>", "<td>0.33</td>"],
            ["<td>0.01</td>", "<td data-total=\"column\">1.00</td>"]
        ),
        (["<td></td>", "<td>$2</td>"], ["<td data-total=\"column\">$2.00</td>"]),
        (
            ["<td rowspan=\"2\">1</td><td>5</td>", "<td>6</td>"],
            ["<td data-total=\"column\">1</td><td data-total=\"column\">11</td>"]
        ),
    ])
    func passesColumnsThatAddUp(rows: [String], foot: [String]) {
        #expect(Self.found(Self.table(rows, foot: foot)) == [])
    }

    @Test(arguments: [("1.001,00", true), ("1.001,50", false)])
    func addsUpAsThePagesLanguageWritesNumbers(total: String, isRight: Bool) {
        let table = Self.table(
            ["<td>1.000,50</td>", "<td>0,50</td>"],
            foot: ["<td data-total=\"column\">\(total)</td>"])
        let page = SamplePages.page(body: table)
            .replacingOccurrences(of: "lang=\"en\"", with: "lang=\"de\"")
        let found = check(page).diagnostics.contains { $0.id.hasPrefix("D003") }
        #expect(found == !isRight)
    }

    @Test(arguments: [
        (
            ["<td>1</td>", "<td>2</td>"], "3.01",
            "the total is 3.01, and the figures above it are 3"
        ),
        (
            ["<td>1 USDT</td>", "<td>2 BTC</td>"], "3 USDT",
            "the total stands under figures that cannot be added up"
        ),
        (
            ["<td>1</td>", "<td>withheld</td>"], "1",
            "the total stands under a figure that is not known"
        ),
        (["<td></td>"], "0", "the total stands under no figure"),
        (["<td>1</td>"], "one", "the total is no number"),
        (
            ["<td>900,000,000,000,000,000,000,000,000,000,000,000</td>", "<td>0.00001</td>"], "1",
            "the total stands under figures that cannot be added up"
        ),
    ])
    func findsATotalThatIsNotTheSum(rows: [String], total: String, message: String) {
        let foot = ["<td data-total=\"column\">\(total)</td>"]
        let line = rows.count + 2
        #expect(
            Self.found(Self.table(rows, foot: foot)) == ["D003 \(line):27 \(message)"])
    }

    @Test(arguments: [
        "<p data-source=\"kdj\"><data data-asset=\"BTC\" value=\"87959.907984\">$87,959.91</data> at "
            + "<time datetime=\"2026-02-01T16:25:00Z\">16:25</time></p>",
        "<div data-source=\"kdj\"><p><data data-asset=\"A\" value=\"2.5\">2</data></p>"
            + "<p><time datetime=\"2026-02-01T16:25:00Z\">16:25</time></p></div>",
        "<p><data value=\"1\">one</data></p>",
    ])
    func passesPricesThatSayWhenAndWhereFrom(body: String) {
        #expect(Self.found(body) == [])
    }

    @Test(arguments: [
        (
            "<p><data data-asset=\"A\" value=\"1\">1</data></p>", 4,
            "a price outside of any data-source"
        ),
        (
            "<p data-source=\"kdj\"><data data-asset=\"A\" value=\"1\">1</data></p>", 22,
            "a price whose data-source shows no instant"
        ),
        (
            "<p data-source=\"kdj\"><data data-asset=\"A\" value=\"1\">1</data>"
                + "<time datetime=\"2026-02-01\">a</time></p>", 22,
            "a price whose data-source shows no instant"
        ),
        (
            "<p data-source=\"k\"><time datetime=\"2026-02-01T16:25Z\">a</time> "
                + "<data data-asset=\"A\" value=\"2.55\">2.5</data></p>", 64,
            "the price shows 2.5, and its value is 2.55"
        ),
        (
            "<p data-source=\"k\"><time datetime=\"2026-02-01T16:25Z\">a</time> "
                + "<data data-asset=\"A\" value=\"two\">2</data></p>", 64,
            "the price's value is no number"
        ),
    ])
    func findsPricesWithoutTimeOrSourceOrRoundedTwice(body: String, column: Int, message: String) {
        #expect(Self.found(body) == ["D004 0:\(column) \(message)"])
    }

    /// A page in German writes 1.234,50; what would be right on an English page is wrong there.
    @Test(arguments: [
        ("de", "1234.5", "1.234,50\u{A0}$", true), ("de-AT", "0.999775", "0,999775 $", true),
        ("de", "1234.5", "$1,234", false), ("de", "1234.5", "$1,234.50", false),
        ("en", "1234.5", "1.234,50\u{A0}$", false), ("en", "1234.5", "not known", true),
        ("en", "1234.5", "$1,234.50", true),
        ("en", "0.999775", "$0,999775", false), ("zh-Hans", "0.999775", "$0.999775", true),
    ])
    func readsPricesAsThePagesLanguageWritesThem(
        language: String, value: String, shown: String, isRight: Bool
    ) {
        let body =
            "<p data-source=\"k\"><time datetime=\"2026-02-01T16:25Z\">a</time> "
            + "<data data-asset=\"A\" value=\"\(value)\">\(shown)</data></p>"
        let page = SamplePages.page(body: body)
            .replacingOccurrences(of: "lang=\"en\"", with: "lang=\"\(language)\"")
        #expect(check(page).diagnostics.map { $0.id.prefix(4) } == (isRight ? [] : ["D004"]))
    }

    @Test func showsBalancesOfFictionalAccountsAlone() {
        #expect(Self.found("<p data-account=\"fictional\">25,500</p>") == [])
        #expect(
            Self.found("<p data-account=\"private\">25,500</p>") == [
                "P007 0:1 the page shows what an account has that is not fictional"
            ])
        func data(_ text: String, _ path: String = "a.json") -> [String] {
            DataFiles.check(Array(text.utf8), path: path).map { "\($0.id.prefix(4)) \($0.message)" }
        }
        #expect(data(#"[{"id":"a","walletBalance":"1"}]"#) == ["P007 a walletBalance shows"])
        #expect(data(#"{"fictional":true,"pools":[{"equity":"1"}]}"#) == [])
        // The pages that a word of a search index is on.
        #expect(data(#"{"equity":[0,3]}"#) == [])
        #expect(data("id,equity\na,1\n", "a.csv") == ["P007 a column equity shows"])
        #expect(data("id,equity,fictional\na,1,true\n", "a.csv") == [])
        #expect(
            data("asset,priceUSD,asOf\n", "a.csv") == [
                "D002 a column priceUSD without one of sources"
            ])
    }

    @Test(arguments: [
        ("2.5", "2", true), ("3.5", "4", true), ("2.51", "3", true), ("-0.125", "−0.12", true),
        ("0.9999", "1.00", true), ("1", "1.000", true), ("2.4", "3", false), ("2.55", "2.5", false),
    ])
    func roundsOnceToTheEvenDigit(exact: String, shown: String, isRight: Bool) throws {
        let exact = try #require(ShownNumber(exact))
        #expect(try #require(ShownNumber(shown)).isRounded(exact) == isRight)
    }
}
