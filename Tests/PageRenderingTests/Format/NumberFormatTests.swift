import MarginModel
import MarginRules
import PageRendering
import Testing

private func exact(_ text: String) throws -> Exact { Exact(try Decimal(parsing: text)) }

private func third(of value: Int) throws -> Exact {
    try #require(Exact(value).divided(by: 3))
}

struct NumberFormatTests {
    @Test(arguments: [
        ("0", "0.00 USDT"), ("1234.5", "1,234.50 USDT"), ("-1234567.891", "−1,234,567.89 USDT"),
        ("0.125", "0.12 USDT"), ("0.135", "0.14 USDT"), ("999999.995", "1,000,000.00 USDT"),
        ("-0.004", "0.00 USDT"),
    ])
    func writesMoneyWithTwoPlacesAndTiesToEven(given: String, written: String) throws {
        #expect(SampleWords.english.numbers.money(try exact(given), "USDT") == written)
    }

    @Test func countsOtherAssetsInEightPlaces() throws {
        #expect(SampleWords.english.numbers.money(try exact("0.1"), "BTC") == "0.10000000 BTC")
    }

    @Test func roundsRequiredAmountsUpSoThatTheySuffice() throws {
        #expect(SampleWords.english.numbers.required(try exact("10.0001"), "USDT") == "10.01 USDT")
        #expect(SampleWords.english.numbers.required(try third(of: 1), "USDT") == "0.34 USDT")
    }

    @Test func writesAHyphenForMinusInMarkdown() throws {
        #expect(
            SampleWords.english.numbers(.markdown).money(try exact("-5"), "USDT") == "-5.00 USDT")
    }

    @Test func keepsEveryGivenDigitOfAPrice() throws {
        #expect(
            SampleWords.english.numbers.decimal(try Decimal(parsing: "87959.907984"))
                == "87,959.907984")
        #expect(
            SampleWords.english.numbers.decimal(try Decimal(parsing: "0.00001234")) == "0.00001234")
    }

    @Test func writesComputedPricesToTheirTick() throws {
        let tick = try Decimal(parsing: "0.1")
        #expect(SampleWords.english.numbers.price(try exact("61200.26"), tick: tick) == "61,200.3")
        #expect(SampleWords.english.numbers.price(try third(of: 200_000), tick: nil) == "66,666.67")
        #expect(SampleWords.english.numbers.price(try third(of: 1), tick: nil) == "0.333333")
    }

    @Test(arguments: [
        ("0.5", "50.0%"), ("1", "100.0%"), ("0.99996", "99.996%"), ("0.9999999", "99.99999%"),
        ("1.00001", "100.001%"), ("0.93214999", "93.2%"),
    ])
    func neverShowsATriggerThatIsNotReached(n: String, written: String) throws {
        #expect(SampleWords.english.numbers.marginUse(try exact(n)) == written)
    }

    /// What the rules say is worded before anyone knows how figures are written.
    @Test(arguments: [
        (
            "12000 USDT (0x5a3c-12000) confirms in 86400 s.",
            "12,000 USDT (0x5a3c-12000) confirms in 1 day."
        ),
        ("would need 28979.69 USDT, or 1234.5", "would need 28,979.69 USDT, or 1,234.5"),
        (
            "as of 29 September 2026, 5400 s, 39429 %",
            "as of 29 September 2026, 90 minutes, 39,429 %"
        ),
        ("about 2 s: 2026-02-01T16:25:00Z", "about 2 s: 2026-02-01T16:25:00Z"),
    ])
    func writesTheFiguresOfASentence(given: String, written: String) {
        #expect(SampleWords.english.numbers.prose(given) == written)
    }

    @Test func showsNativeRatiosAsPercentApartFromTheTrigger() throws {
        #expect(SampleWords.english.numbers.ratioPercent(try exact("0.41")) == "41.00%")
        #expect(SampleWords.english.numbers.ratioPercent(try exact("0.999999")) == "99.9999%")
        #expect(SampleWords.english.numbers.ratioPercent(1) == "100.00%")
    }

    @Test func signsMovesInBothDirections() throws {
        #expect(
            SampleWords.english.numbers.percent(try exact("-12.345"), signed: true) == "−12.34%")
        #expect(SampleWords.english.numbers.percent(try exact("3"), signed: true) == "+3.00%")
        #expect(SampleWords.english.numbers.percent(0, signed: true) == "0.00%")
    }

    @Test(arguments: [
        ("1.9", "1 hour"), ("47.5", "47 hours"), ("48", "2 days"), ("51", "2 days 3 h"),
    ])
    func writesHoursAndDaysInFull(hours: String, written: String) throws {
        #expect(SampleWords.english.numbers.hours(try exact(hours)) == written)
    }

    /// As plans count it: see `countsEveryDollarCoinInCents`.
    @Test(arguments: DollarCoin.all)
    func writesEveryDollarCoinWithCents(coin: String) throws {
        #expect(
            SampleWords.english.numbers.money(try exact("654.19038283"), coin) == "654.19 " + coin)
    }
}
