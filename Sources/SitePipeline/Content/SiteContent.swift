package import ContentIngest
package import MarginModel

/// Everything that a build reads, as values.
package struct SiteContent: Sendable {
    package let settings: SiteSettings
    /// By slug; drafts, expired and unpublishable ones included: the build decides.
    package let articles: [Article]
    /// The standing pages of `Content/pages`, in the order of their file names.
    package let pages: [Article]
    /// The newest snapshot that is not later than the clock, and what is to be said of it.
    package let ticker: TickerJudge.Verdict
    /// One of each source, in the order of their file names.
    package let news: [News]
    package let sheets: [Venue: VenueSheet]
    /// The sample accounts of `Content/portfolios`, in the order of their file names.
    package let samples: [Account]
    /// Daily candles of `Content/history`, by ticker; none where there is no such folder.
    package let candles: [String: [Candle]]
    /// What is published as it is.
    package let files: SiteFiles
    /// The picture of pages that have none of their own.
    package let image: Picture?
    /// Who writes and reviews.
    package let people: [Author]
    /// Each file read, with the hash of its bytes.
    package let inputs: [InputFile]
    /// What was left out, or replaced by its last good version, and why.
    package let setAside: [Diagnostic]
}

extension SiteContent {
    package var snapshot: Snapshot? { ticker.snapshot }

    /// What pages show of each part: nothing where the site goes without it.
    var shownSnapshot: Snapshot? { settings.sectionsOff.contains(.prices) ? nil : snapshot }
    var shownSheets: [VenueSheet] {
        settings.sectionsOff.contains(.venues)
            ? [] : sheets.values.sorted { $0.venue.rawValue < $1.venue.rawValue }
    }
    var shownNews: [News] { settings.sectionsOff.contains(.news) ? [] : news }
    var shownSamples: [Account] { settings.sectionsOff.contains(.desk) ? [] : samples }
    var shownPages: [Article] {
        settings.sectionsOff.contains(.glossary) ? pages.filter { $0.slug != "glossary" } : pages
    }

    /// The snapshot, unless it is older than the settings allow. An example says that it is one.
    var freshSnapshot: Snapshot? { ticker.age == nil ? shownSnapshot : nil }

    /// The newest instant that prices or tiers describe. What is dated after the clock says nothing
    /// yet.
    func dataTime(at clock: Instant) -> Instant? {
        let sheets = sheets.values.flatMap(\.symbols).compactMap(\.asOf.start)
        return ([snapshot?.asOf].compactMap(\.self) + sheets).filter { $0 <= clock }.max()
    }

    /// When the newest prices were taken, if they are too old to be shown.
    var stalePrices: Instant? { ticker.age == nil ? nil : shownSnapshot?.asOf }
}

/// A file that a build read.
package struct InputFile: Hashable, Sendable {
    package let path: String
    package let sha256: String
}
