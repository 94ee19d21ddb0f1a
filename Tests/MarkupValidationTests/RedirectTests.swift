import MarginModel
import MarkupValidation
import Testing

struct RedirectTests {
    private static func found(_ redirects: String, body: String = "<p id=\"x\">a</p>") -> [String] {
        let file = PageChecker().check(
            Array(redirects.utf8), path: "_redirects", kind: .redirects)
        let page = SiteCheckerTests.page("index.html", title: "Home", body: body)
        let all =
            file.diagnostics
            + SiteChecker(baseURL: "https://example.org").check(
                [file.facts, page], files: ["index.html", "new/index.html", "_redirects"])
        return all.map {
            "\($0.location.file):\($0.location.line) \($0.id.prefix(4)) \($0.message)"
        }
    }

    @Test(arguments: [
        "/old/ /new/ 301\n# moved in May\n\n/older/ /new/\n", "/old/ https://elsewhere.org/ 302\n",
        "/old/ /#x 301\n", "/* /index.html 200\n", "/posts/:slug /new/ 301\n", "/x /404.html 404\n",
    ])
    func passesRedirectsThatLeadSomewhere(text: String) {
        #expect(Self.found(text) == [])
    }

    @Test(arguments: [
        ("/old/ /gone/ 301\n", "1 L011 '/gone/' leads to no file of the site"),
        ("/old/ /#y 301\n", "1 L011 '/#y' names no id of index.html"),
        ("/new/ / 301\n", "1 L011 /new/ is a page, new/index.html, which the redirect hides"),
        ("/a/ /new/ 301\n/a/ / 301\n", "2 L011 /a/ is redirected twice"),
        ("/b/ /new/ 301\n/a/ /b/ 301\n", "2 L011 /a/ leads to /b/, which leads on to /new/"),
        ("/a/ /a/ 301\n", "1 L011 /a/ leads to /a/, and from there in a circle"),
        ("\n/a/\n", "2 L011 a line that is not: /from /to 301"),
        ("/a/ /new/ 305\n", "1 L011 '305' is no status of a redirect"),
        ("/a/ javascript:x 301\n", "1 L007 the address has the scheme 'javascript'"),
    ])
    func findsRedirectsThatLeadNowhereOrOn(text: String, message: String) {
        #expect(Self.found(text) == ["_redirects:\(message)"])
    }

    @Test func wantsLinksToLeadWhereTheRedirectDoes() {
        #expect(
            Self.found("/old/ /new/ 301\n", body: "<p><a href=\"/old/\">a</a></p>") == [
                "index.html:11 L010 '/old/' leads to an address that has moved"
            ])
    }

    @Test func tellsBothLinesOfACircle() {
        #expect(Self.found("/a/ /b/ 301\n/b/ /a/ 301\n").count == 2)
    }
}
