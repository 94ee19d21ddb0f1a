import MarginModel

/// Reads what `site.yml` says below `sections` and `topics`.
enum SectionFields {
    /// `news: false`, by the names of sections.
    static func off(_ fields: inout JSONObjectReader) -> Set<SiteSection>? {
        let named = fields.values(of: SiteSection.allCases, named: \.rawValue)
        return Set(named.filter { $0.value.flag() == false }.map(\.field))
    }

    /// Under each tag, its label and description.
    static func topics(_ value: JSONValue) -> [String: TopicSetting] {
        var topics: [String: TopicSetting] = [:]
        for (tag, value) in value.object()?.members() ?? [] {
            guard var fields = value.object() else { continue }
            topics[Slug.of(tag)] = TopicSetting(
                label: fields.text("label"), description: fields.text("description"),
                location: value.keyLocation ?? value.location)
            fields.reportUnknownKeys()
        }
        return topics
    }
}
