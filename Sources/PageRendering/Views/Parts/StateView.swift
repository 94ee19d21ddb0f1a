package import MarginModel
package import MarginRules

/// A state as a word, a shape and a code for the colour: never the colour alone. Each shape is in the
/// fonts that print styles name (Liberation has ◊, not the filled diamond).
package struct StateView: ViewModel {
    private let state: AccountState
    /// Whether the ratio alone would be milder.
    private let isByDistance: Bool

    package init(_ state: AccountState, by cause: StateCause? = nil) {
        self.state = state
        isByDistance = cause == .distance
    }

    package var shape: String {
        switch state {
        case .healthy: "●"
        case .watch: "▲"
        case .call: "◊"
        case .liquidation: "■"
        case .bankrupt: "×"
        case .incomplete: "○"
        }
    }

    package var code: String { state.rawValue }

    package static var shape: ViewShape<StateView> {
        ViewShape(
            "An account's or a pool's state.",
            [
                .text("code", "A stable code, also the CSS class.") { $0.code },
                .text("word", "The state in words.") { $1($0.state.phrase) },
                .text("shape", "A sign that differs for every state.") { $0.shape },
                .optional("cause", "That the distance from liquidation made it, and not the ratio.")
                {
                    $0.isByDistance ? $1(.stateByDistance) : nil
                },
            ])
    }
}
