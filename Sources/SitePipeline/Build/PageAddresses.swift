import MarginModel
import PageRendering

/// Finds what would give two pages one address, or a page none, before anything is rendered.
struct PageAddresses: Sendable {
    let articles: [Article]
    let topics: [(tag: String, positions: [Int])]
    let jobs: [PageJob]

    /// Errors, each at the article or template that causes it.
    var problems: Diagnostics {
        let faults = topicFaults + aliasFaults
        // A clash of topics shows again as two jobs of one path; the article's place says more.
        return Diagnostics(Diagnostics(faults.isEmpty ? jobFaults : faults).sorted())
    }

    private var topicFaults: [Diagnostic] {
        var faults: [Diagnostic] = []
        var first: [String: String] = [:]
        for topic in topics {
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
        return faults
    }

    /// An alias is an earlier slug of an article, so it must not be what another goes by.
    private var aliasFaults: [Diagnostic] {
        let moved = articles.filter { !$0.aliases.isEmpty }.sorted { $0.slug < $1.slug }
        guard !moved.isEmpty else { return [] }
        var owners: [String: Article] = [:]
        for article in articles { owners[article.slug] = article }
        var faults: [Diagnostic] = []
        for article in moved {
            for alias in Set(article.aliases).sorted() {
                if let owner = owners[alias] {
                    faults.append(.aliasTaken(alias, by: owner, in: article))
                } else {
                    owners[alias] = article
                }
            }
        }
        return faults
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

    fileprivate static func sameAddress(
        _ tag: String, _ other: String, _ path: String, in article: Article
    ) -> Diagnostic {
        Diagnostic(
            id: "topic-address-taken", at: article.location,
            message: "the tags '\(tag)' and '\(other)' would share the page \(path)",
            hint: "Write '\(other)' here too, or give the topic another name.")
    }

    fileprivate static func aliasTaken(
        _ alias: String, by owner: Article, in article: Article
    ) -> Diagnostic {
        Diagnostic(
            id: "article-alias-taken", at: article.location,
            message: "the alias '\(alias)' is a name of \(owner.location.file) already",
            hint: "Remove the alias from one of the two articles.")
    }

    fileprivate static func pathTaken(_ job: PageJob, by other: PageJob) -> Diagnostic {
        Diagnostic(
            id: "page-path-taken", at: SourceLocation(file: job.source),
            message: "\(job.path) would be written for \(other.source) too",
            hint: "Give one of the two another file name, id or tag.")
    }
}
