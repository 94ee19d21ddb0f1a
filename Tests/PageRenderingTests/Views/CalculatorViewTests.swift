import MarginModel
import PageRendering
import Testing

@Suite("What the calculator's page says")
struct CalculatorViewTests {
    /// Rendered with the whole shape, as names and values.
    private func fields(_ policy: Policy) throws -> String {
        let view = CalculatorView(policy: policy, script: ("/static/c.js", "sha256-AAAA"))
        let library = try TemplateLibrary(
            [
                TemplateSource(
                    name: "t", file: "t.html.mustache",
                    bytes: Array(
                        """
                        {{#examples}}{{equity}} {{maintenance}} {{use}} {{#state}}{{code}}{{/state}} {{article}} {{target}}
                        {{/examples}}{{#venues}}{{id}} {{ratio}} {{#rises}}rises{{/rises}} {{warningTop}}/{{warningBottom}}{{#addsFee}} fee{{/addsFee}}
                        {{/venues}}
                        """.utf8))
            ], words: SampleWords.english)
        let template = try library.compile("t", for: CalculatorView.self)
        return String(decoding: template.render(view), as: UTF8.self)
    }

    @Test("Round figures are the engine's: nothing before the trigger, amounts up to a cent")
    func roundFigures() throws {
        let text = try fields(.standard)
        #expect(text.contains("2,500 1,000 40.0% healthy nothing nothing"))
        #expect(text.contains("1,250 1,000 80.0% watch nothing 750"))
        #expect(text.contains("1,050 1,000 95.2% call nothing 950"))
        #expect(text.contains("1,000 1,000 100.0% liquidation nothing 1,000"))
        #expect(text.contains("900 1,000 111.1% liquidation 105 1,100"))
    }

    @Test("Each venue says how it measures, where it warns and whether it adds a fee")
    func venues() throws {
        let text = try fields(.standard)
        #expect(text.contains("okx Margin ratio  1/3 fee"))
        #expect(text.contains("binance Margin ratio rises 0.8/1\n"))
    }

    @Test("The site's own policy counts")
    func policy() throws {
        var policy = Policy.standard
        policy.roundUpPercent = 10
        policy.targetRatio = Decimal(significand: 25, scale: 2)
        let text = try fields(policy)
        #expect(text.contains("900 1,000 111.1% liquidation 110 3,100"))
    }
}
