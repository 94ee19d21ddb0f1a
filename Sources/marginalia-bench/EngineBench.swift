import ContentIngest
import MarginModel
import MarginRules
import PageRendering
import SitePipeline

/// Assessments and plans a second on one core, by shape and size of the book.
struct EngineBench {
    let position: Position
    let sheet: VenueSheet?
    let clock: Instant

    static let sizes = [1, 10, 100]

    func run(_ watch: Stopwatch) throws {
        for shape in Book.Shape.allCases {
            for count in Self.sizes where shape != .hedged || count > 1 {
                let book = try Book(shape, of: position, on: sheet, count: count)
                let assessor = book.assessor(clock: clock)
                let name = "\(shape.rawValue), \(counted(count, "position"))"
                watch.measure("assess \(name)", unit: "accounts") {
                    assessor.assess(book.account)
                }
                let assessment = assessor.assess(book.account)
                precondition(
                    assessment.state == .call || assessment.state == .watch,
                    "the benchmark plans for an account that needs it, not \(assessment.state)")
                watch.measure("plan \(name)", unit: "plans") { assessor.plan(assessment) }
            }
        }
        let book = try Book(.longs, of: position, on: sheet, count: 10)
        let assessment = book.assessor(clock: clock).assess(book.account)
        watch.measure("assessment of 10 positions as JSON", unit: "accounts") {
            AssessmentJSON(assessment).bytes(pretty: false)
        }
    }

    /// The same work a given number of times and nothing else, for tools that count instructions.
    func repeating(_ verb: String, count: Int, times: Int) throws {
        let book = try Book(.longs, of: position, on: sheet, count: count)
        let text = AccountJSON(book.account, schema: AccountReader.schema).bytes(pretty: false)
        let assessor = book.assessor(clock: clock)
        let assessment = assessor.assess(book.account)
        let calculator = MarginCalculator(
            MarginConditions(sheet: book.assessor(clock: clock).sheets[.binance], clock: clock))
        let compiled = MarginBook(book.account, calculator)
        let plan = verb == "audit" ? assessor.plan(assessment) : nil
        let work: () -> Void =
            switch verb {
            case "read": { keep(try? AccountReader().read(text, file: "bench")) }
            case "assess": { keep(assessor.assess(book.account)) }
            case "write": { keep(AssessmentJSON(assessment).bytes(pretty: false)) }
            case "plan": { keep(assessor.plan(assessment)) }
            case "book": { keep(MarginBook(book.account, calculator)) }
            case "stress": { stress(compiled, assessment) }
            case "audit": { keep(plan.map { assessor.audit(assessment, plan: $0) }) }
            default: preconditionFailure("no work is called \(verb)")
            }
        for _ in 0..<times { work() }
    }
}

/// Twelve moves and the first breach of all prices, and of each asset's alone.
private func stress(_ book: MarginBook?, _ assessment: Assessment) {
    let steps = (1...6).map { Exact($0 * 5) }
    let percents = steps.reversed().map { -$0 } + steps
    let assets = assessment.positions.compactMap(\.baseAsset)
    for move in [PriceMove.joint] + assets.map({ PriceMove(shape: .single($0)) }) {
        keep(book?.points(along: move, atPercent: percents))
        keep(book?.firstBreach(along: move))
    }
}

/// So that a result is computed.
private func keep<Result>(_ result: Result) { withExtendedLifetime(result) {} }
