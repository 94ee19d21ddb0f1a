package import MarginModel

/// The calculator with room around it (`pages/calculator`).
package struct CalculatorPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let calculator: CalculatorView
    private let plan: Article?

    package static let path = "/tools/calculator/"
    /// The list of tools.
    package static let toolsPath = "/tools/"

    /// - Parameter plan: Whose parts the answers lead to.
    package init(
        calculator: CalculatorView, plan: Article?, site: SiteView, ticker: TickerStripView?
    ) {
        self.site = site
        self.ticker = ticker
        self.calculator = calculator
        self.plan = plan
        page = HeadView(
            title: site.words(.calculatorTitle),
            description: site.words(.calculatorDescription), path: Self.path, site: site,
            parents: [Self.tools(site.words)])
    }

    static func tools(_ words: Words) -> LinkView {
        LinkView(title: words(.toolsTitle), href: toolsPath)
    }

    package static var shape: ViewShape<CalculatorPage> {
        ViewShape(
            "The calculator.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .record("calculator", "The calculator.", \.calculator),
                .list("planParts", "The parts of the plan that answers lead to.") {
                    PlanPartLink.all(of: $0.plan, on: $0.plan?.path ?? "")
                },
                .flag("hasPlanParts", "Whether there is such a plan.") { $0.plan != nil },
            ])
    }
}
