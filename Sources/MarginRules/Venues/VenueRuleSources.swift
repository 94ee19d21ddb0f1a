package import MarginModel

extension Venue {
    /// The venue's own pages that its margin rules are taken from.
    package var ruleSources: [String] { rules.sources }
}
