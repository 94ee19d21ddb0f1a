import MarginModel
import Testing

@Suite struct SlugTests {
    @Test(arguments: [
        ("Margin call: 101", "margin-call-101"), ("Zürich", "z-rich"), ("BTC", "btc"), ("!?", ""),
        ("币安", "u5e01-u5b89"), ("BTC币", "btc-u5e01"), ("2月 up", "2-u6708-up"),
        ("如何处理", "u5982-u4f55-u5904-u7406"), ("如何避免", "u5982-u4f55-u907f-u514d"),
    ])
    func spellsANameInASCII(name: String, slug: String) {
        #expect(Slug.of(name) == slug)
    }

    @Test func keepsItsLength() {
        #expect(Slug.of(String(repeating: "a", count: 500)).utf8.count == 120)
        #expect(Slug.of(String(repeating: "币", count: 500), longest: 80).utf8.count <= 80)
    }
}
