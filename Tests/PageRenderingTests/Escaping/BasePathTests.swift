import Testing

@testable import PageRendering

@Suite struct BasePathTests {
    private let base = BasePath("/blog")

    @Test(arguments: [
        (#"<a href="/x/">"#, #"<a href="/blog/x/">"#), (#"<a href='/'>"#, #"<a href='/blog/'>"#),
        (#"<img class="a" src="/a.png"/>"#, #"<img class="a" src="/blog/a.png"/>"#),
        (#"<a href="//host/x">"#, #"<a href="//host/x">"#),
        (#"<a href="x/">"#, #"<a href="x/">"#), (##"<a href="#x">"##, ##"<a href="#x">"##),
        (#"<p data-href="/x">"#, #"<p data-href="/x">"#),
        (#"<p title="> href='/x'">"#, #"<p title="> href='/x'">"#),
        (#"<p>write href="/x" here</p>"#, #"<p>write href="/x" here</p>"#),
        (#"<a href="https://h/x">/x</a>"#, #"<a href="https://h/x">/x</a>"#), ("<p", "<p"),
    ])
    func putsAddressesOfAPageBelowThePath(page: String, expected: String) {
        #expect(base.page(Array(page.utf8)) == Array(expected.utf8))
        #expect(BasePath("").page(Array(page.utf8)) == Array(page.utf8))
    }

    @Test func putsAddressesOfStylesAndMarkdownBelowThePath() {
        let style = base.styleSheet(Array("a{b:url(/x)}c{d:url('/y')}e{f:url(//h/z)}".utf8))
        #expect(style == Array("a{b:url(/blog/x)}c{d:url('/blog/y')}e{f:url(//h/z)}".utf8))
        let text = base.markdown(Array("[a](/x) [b](https://h/) a/b\n\n[c]: /y".utf8))
        #expect(text == Array("[a](/blog/x) [b](https://h/) a/b\n\n[c]: /blog/y".utf8))
    }
}
