import Testing

@testable import PageRendering

@Suite struct InheritanceTests {
    @Test(arguments: [
        ("{{$t}}plain{{/t}}", "plain"),
        ("{{$t}}a {{title}} b{{/t}}", "a Margin b"),
        ("{{$t}}{{{body}}}{{/t}}!", "!"),
        ("{{$t}}{{^open}}shut{{/open}}{{/t}}", "shut"),
    ])
    func showsTheContentOfABlockThatNothingReplaces(template: String, page: String) throws {
        #expect(try render(template) == page)
    }

    @Test(arguments: [
        ("{{<p}}{{/p}}", "default"),
        ("{{>p}}|{{<p}}{{/p}}", "default|default"),
        ("{{<p}}{{$t}}new{{/t}}{{/p}}", "new"),
        ("{{<p}}{{$t}}{{title}}{{/t}}{{/p}}", "Margin"),
        ("{{<p}}{{$t}}1{{/t}}{{/p}} {{<p}}{{$t}}2{{/t}}{{/p}}", "1 2"),
        ("{{<p}} text {{$t}}new{{/t}} {{nothing}} {{/p}}", "new"),
        ("{{<p}}{{$t}}peaked\n\n:({{/t}}{{/p}}", "peaked\n\n:("),
    ])
    func replacesTheBlocksOfAParent(template: String, page: String) throws {
        #expect(try render(template, partials: ["p": "{{$t}}default{{/t}}"]) == page)
    }

    @Test func replacesOnlyTheBlocksThatAreGiven() throws {
        let parent = "{{$a}}1{{/a}} {{$b}}2{{/b}}"
        #expect(try render("{{<p}}{{$b}}new{{/b}}{{/p}}", partials: ["p": parent]) == "1 new")
    }

    @Test func letsTheOutermostChildWin() throws {
        let partials = [
            "parent": "{{<older}}{{$a}}p{{/a}}{{/older}}",
            "older": "{{<oldest}}{{$a}}o{{/a}}{{/oldest}}",
            "oldest": "{{$a}}g{{/a}}",
        ]
        #expect(try render("{{<parent}}{{$a}}c{{/a}}{{/parent}}", partials: partials) == "c")
        #expect(try render("{{<parent}}{{/parent}}", partials: partials) == "p")
    }

    @Test func resolvesABlockWhereItLands() throws {
        let view = SampleView(site: SampleSite(title: "Inner"))
        let parent = "{{#site}}{{$t}}You say {{title}}.{{/t}}{{/site}}"
        let page = try render(
            "{{<p}}{{$t}}I say {{title}}.{{/t}}{{/p}}", view, partials: ["p": parent])
        #expect(page == "I say Inner.")
    }

    @Test func letsAReplacedBlockEndARecursion() throws {
        let partials = [
            "p": "{{$foo}}default{{/foo}} {{$bar}}{{<q}}{{/q}}{{/bar}}",
            "q": "{{$foo}}q default{{/foo}} {{<p}}{{$bar}}stop{{/bar}}{{/p}}",
        ]
        let page = try render("{{<p}}{{$foo}}new{{/foo}}{{/p}}", partials: partials)
        #expect(page == "new new new stop")
    }

    @Test func reportsAParentThatHoldsItselfForEver() {
        #expect(
            problems(of: "{{<p}}{{/p}}", partials: ["p": "x{{<p}}{{/p}}"]) == [
                "p.mustache:1:5 template-recursion"
            ])
    }

    @Test(arguments: [
        // A parent alone on its line is indented like a partial.
        ("Hi,\n  {{<p}}{{/p}}\n", "one\ntwo\n", "Hi,\n  one\n  two\n"),
        ("Hi,\n  {{<p}}\n  {{/p}}\n!", "one\ntwo\n", "Hi,\n  one\n  two\n!"),
        ("Hi, {{<p}}{{/p}}.", "one", "Hi, one."),
        // The margin of the line where a block stands.
        ("{{<p}}{{$b}}new{{/b}}{{/p}}", "stop:\n  {{$b}}old{{/b}}\n", "stop:\n  new\n"),
        // The tags of a block need no lines of their own.
        (
            "{{<p}}{{$b}}\none\ntwo{{/b}}\n{{/p}}\n", "Hi,\n  {{$b}}{{/b}}\n",
            "Hi,\n  one\n  two\n"
        ),
        // A block loses its own margin and takes that of the place where it lands.
        (
            "{{<p}}{{$b}}\n    one\n    two\n{{/b}}{{/p}}\n", "Hi,\n  {{$b}}\n  {{/b}}\n",
            "Hi,\n  one\n  two\n"
        ),
        (
            "{{<p}}{{$b}}\none\ntwo\n{{/b}}{{/p}}\n", "Hi,\n  {{$b}}\n    default\n  {{/b}}\n",
            "Hi,\n    one\n    two\n"
        ),
        (
            "{{<p}}{{$n}}\nthree\n{{/n}}{{/p}}\n",
            "{{$b}}\n  one\n  {{$n}}\n    two\n  {{/n}}\n{{/b}}\n", "  one\n    three\n"
        ),
    ])
    func movesMarginsWithBlocks(template: String, parent: String, page: String) throws {
        #expect(try render(template, partials: ["p": parent]) == page)
    }

    @Test func reportsABlockThatTheParentDoesNotHave() throws {
        let error = #expect(throws: (any Error).self) {
            try render(
                "{{<p}}\n{{$tilte}}x{{/tilte}}{{/p}}", partials: ["p": "{{$title}}{{/title}}"])
        }
        let problem = try #require(diagnostics(error).first)
        #expect(problem.id == "template-unknown-block")
        #expect("\(problem.location)" == "page.mustache:2:4")
        #expect(problem.hint == "Did you mean 'title'?")
    }

    @Test func findsBlocksInWhatTheParentInlines() throws {
        let partials = ["p": "{{>q}}", "q": "{{#open}}{{/open}}{{$t}}old{{/t}}"]
        #expect(try render("{{<p}}{{$t}}new{{/t}}{{/p}}", partials: partials) == "new")
    }

    @Test func refusesABlockReplacedTwice() {
        #expect(
            problems(
                of: "{{<p}}{{$t}}a{{/t}}{{$t}}b{{/t}}{{/p}}", partials: ["p": "{{$t}}{{/t}}"])
                == ["page.mustache:1:23 template-duplicate-block"])
    }
}
