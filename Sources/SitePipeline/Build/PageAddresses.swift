import MarginModel
import PageRendering

/// Finds what would give two pages one address, or a page none, before anything is rendered.
struct PageAddresses: Sendable {
    let index: SiteIndex
    let jobs: [PageJob]
    let menus: Menus
    var redirects: [RedirectSetting] = []
    var topics: [String: TopicSetting] = [:]

    /// Errors, each at the article or template that causes it.
    var problems: Diagnostics {
        let faults = topicFaults + aliasFaults + menuFaults + redirectFaults
        // A clash of topics shows again as two jobs of one path; the article's place says more.
        return Diagnostics(
            Diagnostics(Diagnostics(faults).hasErrors ? faults : faults + jobFaults).sorted())
    }

    private var topicFaults: [Diagnostic] {
        var faults: [Diagnostic] = []
        var first: [String: String] = [:]
        let articles = index.articles
        for topic in index.topics {
            let path = TopicPage.path(ofTopic: topic.tag)
            if path == TopicPage.path(ofTopic: "") {
                faults += topic.positions.map { .withoutAddress(topic.tag, in: articles[$0]) }
            } else if let other = first[path] {
                faults += topic.positions.map {
                    .sameAddress(topic.tag, other, path, in: articles[$0])
                }
            } else {
                first[path] = topic.tag
            }
        }
        let known = Set(index.topics.map { Slug.of($0.tag) })
        for (name, topic) in topics where !known.contains(name) {
            faults.append(.unknownTopic(name, topic, among: known))
        }
        return faults
    }

    /// An alias is an earlier address of an article, so no page may stand there, and no other article
    /// may have been there. A slug alone is a name, which no other may go by in any section.
    private var aliasFaults: [Diagnostic] {
        let moved = index.placed.filter { !$0.text.aliases.isEmpty }
            .sorted { $0.text.slug < $1.text.slug }
        guard !moved.isEmpty else { return [] }
        var names: [String: String] = [:]
        for article in index.articles { names[article.slug] = article.location.file }
        let pages = Dictionary(
            jobs.map { (Self.place(of: $0.path), $0.source) },
            uniquingKeysWith: { first, _ in first })
        var places: [String: String] = [:]
        var faults: [Diagnostic] = []
        for (text, path) in moved {
            let file = text.location.file
            for alias in Set(text.aliases).sorted() {
                let place = Self.place(of: Article.path(ofAlias: alias, beside: path))
                // One text may write an old address in two ways.
                let earlier = places[place].flatMap { $0 == file ? nil : $0 }
                if let owner = names[alias] ?? pages[place] ?? earlier {
                    faults.append(.aliasTaken(alias, by: owner, in: text))
                } else {
                    names[alias] = file
                    places[place] = file
                }
            }
        }
        return faults
    }

    /// Menus are on every page: what leads nowhere is told where it is written, once.
    private var menuFaults: [Diagnostic] {
        let own = ((menus.header ?? []) + (menus.footer ?? [])).filter { $0.href.hasPrefix("/") }
        guard !own.isEmpty else { return [] }
        let known = Set(jobs.map { $0.address ?? "/" + AddressPath.encoded($0.path) })
        return own.filter { entry in
            !known.contains(String(entry.href.prefix { $0 != "#" && $0 != "?" }))
        }.map { .menuLeadsNowhere($0, among: known) }
    }

    /// Each leads from where no page stands to where one does, in one step.
    private var redirectFaults: [Diagnostic] {
        guard !redirects.isEmpty else { return [] }
        let pages = Dictionary(
            jobs.map { (Self.place(of: $0.path), $0.source) },
            uniquingKeysWith: { first, _ in first })
        var taken = pages
        for (text, path) in index.placed {
            for alias in text.aliases {
                taken[Self.place(of: Article.path(ofAlias: alias, beside: path))] =
                    text.location.file
            }
        }
        let known = Set(jobs.map { $0.address ?? "/" + AddressPath.encoded($0.path) })
        var faults: [Diagnostic] = []
        for redirect in redirects {
            let owner = taken.updateValue("another redirect", forKey: Self.place(of: redirect.from))
            if let owner { faults.append(.redirectTaken(redirect, by: owner)) }
            let target = String(redirect.to.prefix { $0 != "#" })
            if !known.contains(target) {
                faults.append(.redirectLeadsNowhere(redirect, among: known))
            }
        }
        return faults
    }

    /// One spelling for an address and the file behind it: `/x`, `/x/`, `x/index.html` → `x`.
    private static func place(of path: String) -> String {
        var parts = AddressPath.decoded(path).split(separator: "/")
        if parts.last == "index.html" { parts.removeLast() }
        return parts.joined(separator: "/")
    }

    private var jobFaults: [Diagnostic] {
        var first: [String: PageJob] = [:]
        var faults: [Diagnostic] = []
        for job in jobs {
            if let other = first[job.path] {
                faults.append(.pathTaken(job, by: other))
            } else {
                first[job.path] = job
            }
        }
        return faults
    }
}

extension Diagnostic {
    fileprivate static func withoutAddress(_ tag: String, in article: Article) -> Diagnostic {
        Diagnostic(
            id: "topic-without-address", at: article.location,
            message: "the tag '\(tag)' has no letter a-z and no digit, so its page has no address",
            hint: "Write the tag with letters a-z or digits: margin-call")
    }

    fileprivate static func unknownTopic(
        _ name: String, _ topic: TopicSetting, among known: Set<String>
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "topic-unknown", at: topic.location,
            message: "no article has the tag '\(name)'",
            hint: nearestName(to: name, among: known).map { "Did you mean \($0)?" }
                ?? "Take it out, or give an article this tag.")
    }

    fileprivate static func sameAddress(
        _ tag: String, _ other: String, _ path: String, in article: Article
    ) -> Diagnostic {
        Diagnostic(
            id: "topic-address-taken", at: article.location,
            message: "the tags '\(tag)' and '\(other)' would share the page \(path)",
            hint: "Write '\(other)' here too, or give the topic another name.")
    }

    fileprivate static func aliasTaken(
        _ alias: String, by owner: String, in article: Article
    ) -> Diagnostic {
        Diagnostic(
            id: "article-alias-taken", at: article.location,
            message: "the alias '\(alias)' of \(article.location.file) is an address of \(owner)",
            hint: "Remove the alias, or change the other.")
    }

    fileprivate static func menuLeadsNowhere(
        _ entry: Menus.Entry, among known: Set<String>
    ) -> Diagnostic {
        let nearest = nearestName(to: entry.href, among: known)
        return Diagnostic(
            id: "menu-leads-nowhere", at: entry.location,
            message: "the menu leads to '\(entry.href)', and the site has no such page",
            hint: nearest.map { "Did you mean \($0)?" } ?? "Write the address of a page.")
    }

    fileprivate static func redirectTaken(
        _ redirect: RedirectSetting, by owner: String
    ) -> Diagnostic {
        Diagnostic(
            id: "redirect-taken", at: redirect.location,
            message: "'\(AddressPath.decoded(redirect.from))' is an address of \(owner)",
            hint: "Take the redirect out, or give the other another address.")
    }

    fileprivate static func redirectLeadsNowhere(
        _ redirect: RedirectSetting, among known: Set<String>
    ) -> Diagnostic {
        let nearest = nearestName(to: redirect.to, among: known)
        return Diagnostic(
            id: "redirect-leads-nowhere", at: redirect.location,
            message:
                "it leads to '\(AddressPath.decoded(redirect.to))', and the site has no such page",
            hint: nearest.map { "Did you mean \($0)?" } ?? "Write the address of a page.")
    }

    fileprivate static func pathTaken(_ job: PageJob, by other: PageJob) -> Diagnostic {
        Diagnostic(
            id: "page-path-taken", at: SourceLocation(file: job.source),
            message: "\(job.path) would be written for \(other.source) too",
            hint: "Give one of the two another file name, id or tag.")
    }
}
