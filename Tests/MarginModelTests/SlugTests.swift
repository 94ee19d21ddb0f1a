import MarginModel
import Testing

@Suite struct SlugTests {
    @Test(arguments: [
        ("Margin call: 101", "margin-call-101"), ("Zürich", "zürich"), ("BTC", "btc"), ("!?", ""),
        ("币安", "币安"), ("BTC币", "btc币"), ("2月 up", "2月-up"), ("如何处理？", "如何处理"),
        // Two forms of é; signs of vowels, which are marks.
        ("e\u{301}mile", "\u{E9}mile"), ("हिन्दी", "हिन्दी"), ("a\u{200B}b", "a-b"),
    ])
    func keepsTheLettersOfAnyScript(name: String, slug: String) {
        #expect(Array(Slug.of(name).utf8) == Array(slug.utf8))
        #expect(Slug.isSlug(slug) == !slug.isEmpty)
    }

    @Test(arguments: ["-a", "A", "a b", "e\u{301}", "Ж", "a/b", "a.b", "\u{301}a", "a\u{200B}"])
    func refusesWhatIsSpeltInTwoWays(name: String) { #expect(!Slug.isSlug(name)) }

    @Test func keepsItsLengthInBytes() {
        #expect(Slug.of(String(repeating: "a", count: 500)).utf8.count == 120)
        #expect(Slug.of(String(repeating: "币", count: 500), longest: 80).utf8.count == 78)
    }

    @Test func encodesAddressesAndBack() {
        let path = "/topics/币安/"
        #expect(AddressPath.encoded(path) == "/topics/%E5%B8%81%E5%AE%89/")
        #expect(AddressPath.encoded(AddressPath.encoded(path)) == AddressPath.encoded(path))
        #expect(AddressPath.decoded(AddressPath.encoded(path)) == path)
        #expect(AddressPath.decoded("/100%/%zz") == "/100%/%zz")
    }
}
