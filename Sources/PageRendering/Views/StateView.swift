package import MarginModel
package import MarginRules

/// A state as a word, a shape and a code for the colour: never the colour alone. Each shape is in the
/// fonts that print styles name (Liberation has ◊, not the filled diamond).
package struct StateView: ViewModel {
    package let code: String
    package let word: String
    package let shape: String
    /// `by distance`, where the ratio alone would be milder.
    package let cause: String?

    package init(_ state: AccountState, by cause: StateCause? = nil) {
        code = state.rawValue
        self.cause = cause == .distance ? "by distance" : nil
        switch state {
        case .healthy: (word, shape) = ("Healthy", "●")
        case .watch: (word, shape) = ("Watch", "▲")
        case .call: (word, shape) = ("Margin call", "◊")
        case .liquidation: (word, shape) = ("Liquidation", "■")
        case .bankrupt: (word, shape) = ("Bankrupt", "×")
        case .incomplete: (word, shape) = ("Incomplete", "○")
        }
    }

    package static var shape: ViewShape<StateView> {
        ViewShape(
            "An account's or a pool's state.",
            [
                .text("code", "A stable code, also the CSS class.") { $0.code },
                .text("word", "The state in words.") { $0.word },
                .text("shape", "A sign that differs for every state.") { $0.shape },
                .optional("cause", "That the distance from liquidation made it, and not the ratio.")
                {
                    $0.cause
                },
            ])
    }
}
