package import MarginModel

/// The ages of the inputs, and the release (`pages/status`).
package struct StatusPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let release: String
    package let clock: DateView
    package let inputs: [InputAge]
    package let notices: [String]
    private let pager: PagerView?

    package static let rowsPerPage = 200

    /// - Parameters:
    ///   - inputs: Of this page.
    ///   - notices: Of this page.
    package init(
        _ list: ListPlace, site: SiteView, ticker: TickerStripView?, release: String,
        clock: Instant, inputs: [InputAge], notices: [String] = []
    ) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: site.words(.statusTitle), description: site.words(.statusDescription),
            list: list, site: site)
        pager = PagerView(list)
        self.release = release
        self.clock = DateView(clock)
        self.inputs = inputs
        self.notices = notices
    }

    package static var shape: ViewShape<StatusPage> {
        ViewShape(
            "The status page.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .text("release", "The release's id.") { $0.release },
                .record("clock", "The instant that ages are measured against.") { $0.clock },
                .list("inputs", "Every input and its age.") { $0.inputs },
                .flag("hasInputs", "Whether this page lists any.") { !$0.inputs.isEmpty },
                .texts("notices", "What a reader should know.") { $0.notices },
                .flag("hasNotices", "Whether there are notices.") { !$0.notices.isEmpty },
                .record("pager", "The way to the list's other pages.", \.pager),
            ])
    }
}

/// One input's age against the clock.
package struct InputAge: ViewModel {
    package let name: String
    package let source: String
    package let asOf: Instant
    package let clock: Instant
    package let allowedSeconds: Int64
    /// Whether it only shows what such an input looks like; an example does not age.
    package let isExample: Bool

    package init(
        name: String, source: String, asOf: Instant, clock: Instant, allowedSeconds: Int64,
        isExample: Bool = false
    ) {
        self.name = name
        self.source = source
        self.asOf = asOf
        self.clock = clock
        self.allowedSeconds = allowedSeconds
        self.isExample = isExample
    }

    package var ageSeconds: Int64 { clock.seconds(since: asOf) }

    private func age(_ words: Words) -> String {
        ageSeconds < 0
            ? words(.statusAfterClock, .text(words.span(seconds: -ageSeconds)))
            : words.span(seconds: ageSeconds)
    }

    package static var shape: ViewShape<InputAge> {
        ViewShape(
            "One input and its age.",
            [
                .text("name", "What it is.") { $0.name },
                .text("source", "Where it comes from.") { $0.source },
                .text("asOf", "The instant that it describes.") { $1.instant($0.asOf) },
                .text("age", "How old that is.") { $0.age($1) },
                .text("allowed", "How old it may be.") {
                    $1.span(seconds: $0.allowedSeconds)
                },
                .flag("isLater", "Whether it is dated after the clock.") { $0.ageSeconds < 0 },
                .flag("isFresh", "Whether it is young enough, and not of a later day.") {
                    !$0.isExample && (0...$0.allowedSeconds).contains($0.ageSeconds)
                },
                .flag("isStale", "Whether it is too old.") {
                    !$0.isExample && $0.ageSeconds > $0.allowedSeconds
                },
                .flag("isExample", "Whether it is an example.") { $0.isExample },
            ])
    }
}
