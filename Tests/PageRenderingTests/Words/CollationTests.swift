import PageRendering
import Testing

@Suite struct CollationTests {
    @Test func followsTheAlphabet() throws {
        let words = try TemplateWordsTests.words()
        let sorted = Collation(words).sorted(
            ["zebra", "Äpfel", "apple", "Ölpreis", "2 fees", "оплата", "Apfel"], by: { $0 })
        #expect(sorted == ["2 fees", "Apfel", "Äpfel", "apple", "Ölpreis", "zebra", "оплата"])
    }
}
