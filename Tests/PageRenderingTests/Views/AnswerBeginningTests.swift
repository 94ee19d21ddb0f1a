import MarginModel
import Testing

@testable import PageRendering

/// What a list of questions shows of an answer.
@Suite struct AnswerBeginningTests {
    private func beginning(of answer: String) -> String {
        FAQEntry(id: "q", question: "Why?", answerHTML: [], answerText: answer).beginning
    }

    @Test func aShortAnswerIsWholeWithSingleSpaces() {
        #expect(beginning(of: " Close  half\nof it. ") == "Close half of it.")
        #expect(beginning(of: "") == "")
    }

    @Test func aLongAnswerEndsAfterAWord() {
        let word = "margin "
        let answer = String(repeating: word, count: 40)
        let shown = beginning(of: answer)
        // 22 words and the spaces between are 153 characters; one more would be 160.
        #expect(shown == String(repeating: word, count: 22).dropLast() + " …")
    }

    @Test func atTheLimitNothingIsCut() {
        let answer = String(repeating: "margin ", count: 21) + "callings"
        #expect(answer.count == 155)
        #expect(beginning(of: answer) == answer)
        #expect(beginning(of: answer + "s") == String(answer.prefix(146)) + " …")
    }

    @Test func aScriptWithoutSpacesIsCutBetweenCharacters() {
        let answer = String(repeating: "保证金", count: 60)
        #expect(beginning(of: answer) == String(answer.prefix(153)) + " …")
    }

    @Test func aVeryLongWordDoesNotHideTheRest() {
        let address = "https://example.com/" + String(repeating: "a", count: 200)
        #expect(beginning(of: "See " + address).hasPrefix("See https://example.com/aaa"))
        #expect(beginning(of: "See " + address).count == 155)
    }
}
