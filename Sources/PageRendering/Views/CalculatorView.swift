package import MarginModel
import MarginRules

/// What the calculator's script is given, and what stands there without it (`partials/calculator`).
package struct CalculatorView: ViewModel {
    private let policy: Policy
    private let venues: [CalculatorVenueView]
    private let examples: [RatioExampleView]
    private let script: (path: String, integrity: String)

    /// - Parameter script: Its path from the root, and its digest as browsers check it.
    package init(policy: Policy, script: (path: String, integrity: String)) {
        self.policy = policy
        self.script = script
        venues = Venue.allCases.map { CalculatorVenueView($0, policy.bounds) }
        examples = RatioExample.all(policy, .binance).map(RatioExampleView.init)
    }

    package static var shape: ViewShape<CalculatorView> {
        ViewShape(
            "The calculator: two figures in, what they mean and what to do out.",
            [
                .text("script", "The script's path.") { $0.script.path },
                .text("scriptIntegrity", "The script's digest.") { $0.script.integrity },
                .list("venues", "The venues.") { $0.venues },
                .text("target", "The margin use that plans aim at, as a fraction.") {
                    $0.policy.targetRatio.description
                },
                .text("targetPercent", "The same in percent.") {
                    $1.numbers.marginUse(Exact($0.policy.targetRatio))
                },
                .text("call", "Margin use from which on it is a call, as a fraction.") {
                    $0.policy.bounds.call.description
                },
                .text("roundUpPercent", "What is added to the bare amount, in percent.") {
                    $0.policy.roundUpPercent.description
                },
                .text("roundUp", "The same as people write it.") {
                    $1.numbers.percent(of: $1.numbers.decimal($0.policy.roundUpPercent))
                },
                .text(
                    "distancePercent", "The fall of prices that plans aim to survive, in percent."
                ) {
                    $0.policy.targetDistancePercent.description
                },
                .list("examples", "What round figures give, without the script.") { $0.examples },
            ])
    }
}

/// A venue to choose.
package struct CalculatorVenueView: ViewModel {
    let venue: Venue
    let ratio: VenueRatio

    init(_ venue: Venue, _ bounds: StateBounds) {
        self.venue = venue
        ratio = VenueRatio(of: venue, bounds)
    }

    package static var shape: ViewShape<CalculatorVenueView> {
        ViewShape(
            "A venue, and how it measures.",
            [
                .text("id", "Its code.") { $0.venue.rawValue },
                .text("name", "Its name.") { $0.venue.displayName },
                .text("ratio", "Its name for the ratio.") { $0.ratio.name },
                .flag("rises", "Whether the ratio rises towards liquidation.") {
                    $0.ratio.direction == .higherIsWorse
                },
                .flag("addsFee", "Whether a fee is counted beside maintenance margin.") {
                    $0.ratio.addsFee
                },
                .text("warningTop", "Where it warns, as a fraction: above the line.") {
                    $0.ratio.warning.numerator.description
                },
                .text("warningBottom", "Below the line.") {
                    $0.ratio.warning.denominator.description
                },
                .text("figures", "Where it shows the two figures.") {
                    $1(.figures, at: $0.venue)
                },
            ])
    }
}

/// A row of round figures.
package struct RatioExampleView: ViewModel {
    let example: RatioExample

    package static var shape: ViewShape<RatioExampleView> {
        @Sendable func amount(_ value: Exact, _ words: Words) -> String {
            value.isZero
                ? words(.nothing) : words.numbers.decimal(value.rounded(places: 2, .up) ?? 0)
        }
        return ViewShape(
            "What a maintenance margin means beside an equity.",
            [
                .text("equity", "The equity.") { $1.numbers.quantity($0.example.equity) },
                .text("maintenance", "The maintenance margin.") {
                    $1.numbers.quantity($0.example.requirement)
                },
                .text("use", "The margin use.") { $1.numbers.marginUse($0.example.ratio) },
                .record("state", "The state by the ratio alone.") { StateView($0.example.state) },
                .text("article", "The bare amount with what is added.") {
                    amount($0.example.article, $1)
                },
                .text("target", "The amount for the target.") { amount($0.example.target, $1) },
            ])
    }
}

/// A part of a plan that the calculator's answer leads to.
package struct PlanPartLink: ViewModel {
    let part: String
    let title: String
    let href: String

    /// - Parameter page: The path of the plan's page; empty on that page.
    static func all(of plan: Article?, on page: String = "") -> [PlanPartLink] {
        (plan?.sections ?? []).compactMap { section in
            PlanPart(rawValue: section.id).map {
                PlanPartLink(part: $0.rawValue, title: section.title, href: "\(page)#\(section.id)")
            }
        }
    }

    package static var shape: ViewShape<PlanPartLink> {
        ViewShape(
            "A part of the plan.",
            [
                .text("part", "Its id.") { $0.part },
                .text("title", "Its heading.") { $0.title },
                .text("href", "Where it stands.") { $0.href },
            ])
    }
}
