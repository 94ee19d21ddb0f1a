/// What a line is on its page. Skipped lines remember where they stand, because what may follow
/// an advertisement inside an article is not what may follow one above it.
enum ScrapedRole: Int, CaseIterable {
    case skippedAtTop
    case quote, quoteName, quotePrice, barePrice, quoteChange
    case market, marketLabel, marketValue
    case title, summary, date, dateBelowSummary
    case heading, paragraph, step, skippedInArticle
    case faqHeading, question, answer
    case disclaimer, disclaimerText
    case headline, headlineDate
    case relatedHeading, teaser, teaserDate, excerpt, skippedBelow

    /// What follows a role, and what that adds to the evidence. What is not listed cannot follow.
    ///
    /// The unit is that of `ScrapedEvidence`. `nil` stands for the start of the page.
    static func successors(of role: ScrapedRole?) -> [(ScrapedRole, Int32)] {
        switch role {
        case nil, .skippedAtTop, .quoteChange, .market, .marketValue:
            return top + (role == .marketValue ? [(.marketValue, 0)] : [])
        case .quote, .quotePrice: return [(.quoteChange, 1)] + top
        case .quoteName: return [(.quotePrice, 0), (.barePrice, 0)]
        case .barePrice: return [(.quoteChange, 0)]
        case .marketLabel: return [(.marketValue, 0)]
        case .title: return [(.summary, 1), (.date, 3), (.heading, -1), (.step, -3)]
        case .summary:
            return [(.dateBelowSummary, 3), (.heading, 0), (.paragraph, -1), (.step, -2)]
                + afterArticle
        case .date:
            return [(.summary, 2), (.heading, 0), (.paragraph, -1), (.step, -2)] + afterArticle
        case .dateBelowSummary:
            return [(.heading, 1), (.paragraph, 0), (.step, -1)] + afterArticle
        case .heading:
            return [(.step, 2), (.paragraph, 1), (.heading, -3), (.skippedInArticle, -3)]
        case .paragraph: return [(.paragraph, 0), (.heading, 0), (.step, 0)] + afterArticle
        case .step: return [(.step, 1), (.heading, 1), (.paragraph, -1)] + afterArticle
        case .skippedInArticle:
            return [(.heading, 0), (.paragraph, 0), (.step, 0), (.question, 0)] + afterArticle
        case .faqHeading: return [(.question, 2), (.skippedInArticle, -2)]
        case .question: return [(.answer, 1), (.question, 0)] + afterArticle
        case .answer: return [(.question, 1), (.heading, -2)] + afterArticle
        case .disclaimer, .disclaimerText: return [(.disclaimerText, 0)] + below
        case .headline: return [(.headlineDate, 1)]
        case .headlineDate: return [(.headline, 1), (.title, -2)] + below
        case .relatedHeading: return [(.teaser, 2), (.headline, -1), (.skippedBelow, -2)]
        case .teaser: return [(.teaserDate, 1)]
        case .teaserDate: return [(.excerpt, 2)] + below
        case .excerpt, .skippedBelow: return below
        }
    }

    private static let top: [(ScrapedRole, Int32)] = [
        (.quote, 0), (.quoteName, 0), (.market, 0), (.marketLabel, 0), (.title, 0),
        (.skippedAtTop, 0), (.headline, -1), (.relatedHeading, -2), (.disclaimer, -3),
        (.skippedBelow, -1),
    ]
    private static let afterArticle: [(ScrapedRole, Int32)] = [
        (.faqHeading, 0), (.disclaimer, 0), (.headline, 0), (.relatedHeading, 0), (.teaser, -2),
        (.skippedInArticle, -1), (.question, 0),
    ]
    private static let below: [(ScrapedRole, Int32)] = [
        (.headline, 0), (.relatedHeading, 0), (.teaser, 0), (.skippedBelow, 0), (.disclaimer, -1),
        (.quote, -2), (.quoteName, -2), (.market, -2), (.title, -4),
    ]

    var isSkipped: Bool {
        self == .skippedAtTop || self == .skippedInArticle || self == .skippedBelow
    }

    /// Whether a page may end behind such a line.
    var mayEndPage: Bool {
        switch self {
        case .quoteName, .barePrice, .marketLabel, .headline, .teaser, .title, .heading: false
        default: true
        }
    }

    /// The part of the page that it belongs to, for people. `nil` for what is left out.
    var part: String? {
        switch self {
        case .skippedAtTop, .skippedInArticle, .skippedBelow, .relatedHeading: nil
        case .quote, .quoteName, .quotePrice, .barePrice, .quoteChange: "ticker"
        case .market, .marketLabel, .marketValue: "market"
        case .title: "title"
        case .summary: "summary"
        case .date, .dateBelowSummary: "date"
        case .heading: "headings"
        case .paragraph: "paragraphs"
        case .step: "steps"
        case .faqHeading, .question, .answer: "questions"
        case .disclaimer, .disclaimerText: "disclaimer"
        case .headline, .headlineDate: "headlines"
        case .teaser, .teaserDate, .excerpt: "related articles"
        }
    }
}
