import MarginModel
import MarginRules

/// Writes the figures of an audit, absent ones included.
struct AuditWording {
    let numbers: NumberFormat

    func money(_ value: Exact?, _ asset: String) -> String {
        value.map { numbers.money($0, asset) } ?? Withholding.word
    }

    func price(_ value: Exact?) -> String {
        value.map { numbers.price($0, tick: nil) } ?? "none"
    }

    func marginUse(_ value: Exact?) -> String { numbers.marginUse(value, of: .zero) }

    func native(_ ratio: NativeRatio) -> String {
        ratio.value.map(numbers.ratioPercent) ?? Withholding.word
    }

    /// A signed move to a trigger.
    func move(_ value: Exact?) -> String {
        numbers.move(to: value)
    }

    /// `cross USDT`
    func pool(_ id: String) -> String { id.replacing(":", with: " ") }

    func state(_ state: AccountState) -> String { StateView(state).word }

    func position(_ symbol: String, _ side: PositionSide) -> String {
        "\(symbol) \(side.rawValue)"
    }

    /// `after 51 hours`, or why there is no such time.
    func breach(_ breach: FundingBreach) -> String {
        switch breach {
        case .already: "past it now"
        case .after(let hours, let settlement):
            "after " + numbers.hours(hours)
                + (settlement.map { ", at the settlement of \(DateFormat.text($0))" } ?? "")
        case .never: "never"
        case .unknown(let why): "not known: \(why)"
        }
    }

    func notComputed(_ why: String) -> String { "Not computed: \(why)." }
}
