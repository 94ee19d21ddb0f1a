/// The keys that a text's front matter may have: what `marginalia schema front-matter` prints and
/// docs/authoring.md lists.
package enum FrontMatter {
    package struct Key: Sendable {
        package let name: String
        /// What it says, and which values it takes.
        let meaning: String
        /// A line of its own, as a text has it.
        package let example: String

        fileprivate init(_ name: String, _ meaning: String, _ example: String) {
            self.name = name
            self.meaning = meaning
            self.example = example
        }
    }

    package static let keys: [Key] = [
        Key("title", "the page's title; needed", "title: How margin works"),
        Key(
            "summary", "the page in a sentence, also for search engines; needed",
            "summary: What the ratio means, with figures."),
        Key(
            "date", "when it was published, with a zone; needed", "date: 2026-02-01T10:00:00Z"),
        Key(
            "rights",
            "`own` or `licensed`; `quote-only` and `unknown`, as without the key, are not published",
            "rights: own"),
        Key(
            "slug", "its name in addresses, where that is not the file's", "slug: margin-basics"),
        Key("updated", "when it was last changed", "updated: 2026-03-01T10:00:00Z"),
        Key(
            "review_by",
            "when it has to be looked at again; the page says so from then on",
            "review_by: 2026-09-01T00:00:00Z"),
        Key(
            "expires", "from when it is not published any more", "expires: 2027-01-01T00:00:00Z"),
        Key("draft", "`true`: only `serve --drafts` shows it", "draft: true"),
        Key(
            "kind", "`article`, or `plan` for the one whose steps reports refer to", "kind: plan"),
        Key(
            "now", "on a plan: what anyone does first, at most five lines",
            "now: [Stop opening positions.]"),
        Key("tags", "its topics, at most 50", "tags: [margin call, fees]"),
        Key("related", "names of articles to read next", "related: [rise]"),
        Key("aliases", "names or paths that lead here", "aliases: [old-name, /2019/old.html]"),
        Key("source", "where the text comes from, if not from you", "source: Example Press"),
        Key(
            "disclaimer", "what the reader has to know besides the site's",
            "disclaimer: Figures are made up."),
        Key(
            "author", "who wrote it, by ids of `people.yml`; without it, the publisher",
            "author: desk"),
        Key("reviewer", "who reviewed it, where someone did", "reviewer: [desk, jane]"),
        Key(
            "image", "the picture that stands for the page where others show a link to it",
            "image: chart.png"),
        Key("image_alt", "what that picture shows", "image_alt: A price that falls"),
        Key(
            "robots",
            "`noindex`: search engines are asked to leave the page out, and no sitemap lists it",
            "robots: noindex"),
        Key(
            "layout", "the template of `Templates/pages` that the page is made with",
            "layout: wide"),
        Key(
            "contents", "the deepest headings in the list of contents: `2`, or `3`", "contents: 3"),
        Key(
            "params", "values of the site's own, as `site.yml` declares them",
            "params: {level: beginner}"),
    ]

    /// The keys as a table in Markdown.
    package static var table: String {
        keys.reduce("| Key | What it says | Example |\n|---|---|---|\n") { table, key in
            table + "| `\(key.name)` | \(key.meaning) | `\(key.example)` |\n"
        }
    }
}
